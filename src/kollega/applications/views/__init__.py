"""Pages about applications: the applicant's own, and the employer's."""
