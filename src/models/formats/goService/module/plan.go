package main

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A plan says how requests are batched.
type plan struct {
	policy              string
	maxBatchSize        int           // rows
	preferredBatchSizes []int         // sent at once when they can be formed (triton)
	maxQueueDelay       time.Duration // how long a batch that could still grow is held
	maxQueueSize        int           // requests; one more is refused
	delayLate           bool          // a request that waited too long goes behind the others, instead of being refused
	defaultTimeout      time.Duration // how long a request may wait in the queue; 0: for ever
	priorityLevels      int           // 1 is served first
	latencyGoal         time.Duration // aimd adapts the batch size to it
	instances           int           // batches that are computed at the same time
}

// planFromFlags is the default plan with what the command line changes, once flag.Parse has read it.
func planFromFlags() *plan {
	p := defaultPlan
	flag.StringVar(&p.policy, "policy", p.policy, "when a batch starts: "+strings.Join(policyNames, ", "))
	flag.IntVar(&p.maxBatchSize, "max-batch-size", p.maxBatchSize, "rows in a batch at most")
	flag.DurationVar(&p.maxQueueDelay, "max-queue-delay", p.maxQueueDelay, "how long a batch that could still grow is held")
	flag.IntVar(&p.maxQueueSize, "max-queue-size", p.maxQueueSize, "requests in the queue at most")
	flag.BoolVar(&p.delayLate, "delay-late", p.delayLate, "serve late requests last instead of refusing them")
	flag.DurationVar(&p.defaultTimeout, "timeout", p.defaultTimeout, "how long a request may wait in the queue; 0: for ever")
	flag.IntVar(&p.priorityLevels, "priority-levels", p.priorityLevels, "levels of priority; 1 is served first")
	flag.DurationVar(&p.latencyGoal, "latency-goal", p.latencyGoal, "the goal of the policy aimd")
	flag.IntVar(&p.instances, "instances", p.instances, "batches computed at the same time")
	return &p
}

func (p *plan) check() error {
	switch {
	case !slices.Contains(policyNames, p.policy):
		return fmt.Errorf("-policy is one of %s, not %q", strings.Join(policyNames, ", "), p.policy)
	case p.maxBatchSize < 1 || p.maxQueueSize < 1 || p.priorityLevels < 1 || p.instances < 1:
		return errors.New("-max-batch-size, -max-queue-size, -priority-levels and -instances are 1 or more")
	case p.maxQueueDelay < 0 || p.defaultTimeout < 0:
		return errors.New("-max-queue-delay and -timeout are 0 or more")
	}
	return nil
}

func (p *plan) String() string {
	return fmt.Sprintf("policy %s, batches of up to %d, delay %s, instances %d",
		p.policy, p.maxBatchSize, p.maxQueueDelay, p.instances)
}
