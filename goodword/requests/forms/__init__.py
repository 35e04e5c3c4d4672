"""What people type on the pages of a request. A form's fields are its action's arguments."""
