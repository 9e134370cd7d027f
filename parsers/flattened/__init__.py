"""Tables whose tabs a conversion lost: rows and cells told apart by what they can hold."""
