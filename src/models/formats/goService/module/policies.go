package main

import (
	"math"
	"slices"
	"time"
)

// A policy decides, while an instance is free, how many of the waiting rows start as one batch, and if none, when it
// wants to be asked again. These are the rules of Fanout's lab.
type policy interface {
	// size is the number of rows that start now, 0 to wait.
	size(waiting) int
	// wake is when to ask again if nothing happens before. It is only asked where size is 0.
	wake(waiting) time.Time
	// learn is told every batch that was computed.
	learn(*batch)
}

// waiting is what a policy may look at.
type waiting struct {
	now            time.Time
	rows           int // at least 1
	oldest, newest time.Time
	freeSince      time.Time // since when an instance has been free
}

// policyNames are those that the flag -policy takes.
var policyNames = []string{"none", "fixed", "triton", "firstRequest", "adaptive", "aimd"}

func newPolicy(p plan) policy {
	switch p.policy {
	case "fixed":
		return &fixed{largest: p.maxBatchSize}
	case "triton":
		preferred := slices.DeleteFunc(slices.Clone(p.preferredBatchSizes), func(n int) bool { return n > p.maxBatchSize })
		slices.Sort(preferred)
		slices.Reverse(preferred)
		return &triton{largest: p.maxBatchSize, delay: p.maxQueueDelay, preferred: preferred}
	case "firstRequest":
		return &firstRequest{largest: p.maxBatchSize, delay: p.maxQueueDelay}
	case "adaptive":
		return &adaptive{largest: p.maxBatchSize}
	case "aimd":
		return &aimd{largest: p.maxBatchSize, goal: p.latencyGoal, limit: 1}
	default:
		return &triton{largest: 1}
	}
}

// triton is the rule of Triton's dynamic batcher: the largest preferred size that can be formed goes at once; else all
// that fits, but a batch that is not full may be held until its oldest request has waited for the delay.
type triton struct {
	largest   int
	delay     time.Duration
	preferred []int // descending
}

func (t *triton) size(w waiting) int {
	over := t.delay > 0 && !w.now.Before(w.oldest.Add(t.delay))
	if !over {
		for _, n := range t.preferred {
			if n <= w.rows {
				return n
			}
		}
	}
	if w.rows >= t.largest {
		return t.largest
	}
	if over || t.delay == 0 {
		return w.rows
	}
	return 0
}

func (t *triton) wake(w waiting) time.Time { return w.oldest.Add(t.delay) }
func (t *triton) learn(*batch)             {}

// fixed waits for full batches. Nothing in the rule ends the wait of the last few requests, so a second does.
type fixed struct{ largest int }

func (f *fixed) size(w waiting) int {
	if w.rows >= f.largest {
		return f.largest
	}
	if !w.now.Before(f.wake(w)) {
		return w.rows
	}
	return 0
}

func (f *fixed) wake(w waiting) time.Time { return w.oldest.Add(time.Second) }
func (f *fixed) learn(*batch)             {}

// firstRequest is the rule of Ray Serve's @serve.batch: the first request opens a batch and starts a timer, which runs
// only while an instance is free.
type firstRequest struct {
	largest int
	delay   time.Duration
}

func (f *firstRequest) size(w waiting) int {
	if w.rows >= f.largest {
		return f.largest
	}
	if !w.now.Before(f.wake(w)) {
		return w.rows
	}
	return 0
}

func (f *firstRequest) wake(w waiting) time.Time {
	opened := w.oldest
	if w.freeSince.After(opened) {
		opened = w.freeSince
	}
	return opened.Add(f.delay)
}

func (f *firstRequest) learn(*batch) {}

// aimd is Clipper's rule, additive increase, multiplicative decrease: the limit grows by one with every full batch that
// meets the latency goal, and shrinks by a tenth with one that does not. It never waits.
type aimd struct {
	largest int
	goal    time.Duration
	limit   float64
}

func (a *aimd) size(w waiting) int     { return min(w.rows, int(a.limit)) }
func (a *aimd) wake(waiting) time.Time { return time.Time{} }
func (a *aimd) learn(b *batch) {
	switch {
	case b.computed > a.goal:
		a.limit = max(1, a.limit*0.9)
	case b.rows >= int(a.limit):
		a.limit = min(float64(a.largest), a.limit+1)
	}
}

// adaptive is BentoML's rule: the cost of a batch is fitted as a·n + b to the last 50 batches, and n rows wait while one
// more would cost them less than waiting has gained: n·(w + tick + a) ≤ 0.95·W, where w is how long the newest has waited
// and W the mean wait of a batch's oldest.
type adaptive struct {
	largest  int
	seen     int
	kept     []*batch
	fitted   time.Time
	slope    float64 // a, in seconds
	meanWait float64 // W, in seconds
}

const tick = 0.001 // BentoML looks at its queue once a millisecond

func (a *adaptive) until(w waiting) time.Time {
	seconds := 0.95*a.meanWait/float64(w.rows) - tick - a.slope
	return w.newest.Add(time.Duration(seconds * float64(time.Second)))
}

func (a *adaptive) size(w waiting) int {
	if w.rows >= a.largest {
		return a.largest
	}
	if w.now.After(a.until(w)) {
		return w.rows
	}
	return 0
}

func (a *adaptive) wake(w waiting) time.Time { return a.until(w).Add(time.Microsecond) }

func (a *adaptive) learn(b *batch) {
	if a.seen++; a.seen <= 2 { // the first ones warm up
		return
	}
	if a.kept = append(a.kept, b); len(a.kept) > 50 {
		a.kept = a.kept[1:]
	}
	ended := b.started.Add(b.computed)
	if len(a.kept) < 3 || ended.Sub(a.fitted) < 5*time.Second {
		return
	}
	a.fitted = ended
	a.slope = max(1e-6, slopeOf(a.kept))
	a.meanWait = 0
	for _, each := range a.kept {
		a.meanWait += each.waited.Seconds() / float64(len(a.kept))
	}
}

// slopeOf fits computed = a·rows + b by least squares and returns a. If all batches are of one size, it is the solution
// of smallest norm.
func slopeOf(batches []*batch) float64 {
	var n, t float64
	count := float64(len(batches))
	for _, b := range batches {
		n += float64(b.rows) / count
		t += b.computed.Seconds() / count
	}
	var nn, nt float64
	for _, b := range batches {
		nn += math.Pow(float64(b.rows)-n, 2)
		nt += (float64(b.rows) - n) * (b.computed.Seconds() - t)
	}
	if nn == 0 {
		return t * n / (n*n + 1)
	}
	return nt / nn
}
