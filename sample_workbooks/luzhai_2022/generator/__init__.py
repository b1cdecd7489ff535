"""Generator of the 鹿寨 2022 samples: invented projects, written the way clerks write them."""
