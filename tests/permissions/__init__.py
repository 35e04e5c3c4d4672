"""Who may open what: every address, through every pair of eyes.

``table`` says for each address who may open it.  The tests walk the resolver,
so an address without an entry fails the build; then they open every address
in every role, first proving that a planted word can be read by those who may,
then that nobody else ever sees it.
"""
