"""Generator shared by the samples of 港南, 南县 and 交城: invented projects, written the way clerks write them."""
