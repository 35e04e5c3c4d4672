"""What people see of mails, and where the buttons of letters lead."""
