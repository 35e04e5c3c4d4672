"""The file to bring people in from."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ListForm(forms.Form):
    """A list of people."""

    file = forms.FileField(
        label=_("A list of people"),
        help_text=_("CSV with a heading, from any spreadsheet or directory; 5 MB at most"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
