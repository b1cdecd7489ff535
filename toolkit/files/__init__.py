"""The ground floor: every office format is opened, read and written here, by one door each."""
