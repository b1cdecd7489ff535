"""One value of a cell each: amounts, dates, phones, progress."""
