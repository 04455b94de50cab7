"""What people can do and where: occupations, skills, places, languages, from the official dumps."""
