"""An employer's own vacancies, from the profile of requirements to the decision that can no longer be appealed."""
