package main

import "time"

// defaultPlan is how requests were batched where this was exported. Flags change it.
var defaultPlan = plan{
	policy:              "triton",
	maxBatchSize:        64,
	preferredBatchSizes: []int{16},
	maxQueueDelay:       1000 * time.Microsecond,
	maxQueueSize:        4096,
	delayLate:           false,
	defaultTimeout:      0 * time.Microsecond,
	priorityLevels:      3,
	latencyGoal:         10000 * time.Microsecond,
	instances:           1,
}
