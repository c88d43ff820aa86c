"""Working time: which days and hours are worked, and the plan that follows from them. Knows no clock."""
