package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// The batcher joins requests that wait into batches, because a batch costs little more than a request by itself.
//
//	client ─► handler ──arrivals──► batcher ──batches──► instance ──reply──► handler ─► client
//	          (a goroutine          (one goroutine,      (a goroutine each,
//	           a request)            owns the queue)      owns its buffers)
//
// Nothing here is locked: the queue belongs to one goroutine, and everybody else sends to it over a channel. "Do not
// communicate by sharing memory; share memory by communicating."
type batcher struct {
	plan    plan
	metrics *metrics

	arrivals chan *request // unbuffered: once a send returns, the batcher has the request
	leaving  chan *request // clients that have gone
	batches  chan *batch
	finished chan *batch
	closing  chan struct{} // closed by close: no more requests are coming
	closed   chan struct{} // closed by the batcher: every request has its answer

	instances sync.WaitGroup
}

// A request is the rows of one call, from its arrival to its answer.
type request struct {
	inputs   []float32 // [rows][numInputs], prepared
	rows     int
	level    int // 1 is served first
	arrived  time.Time
	deadline time.Time   // it waits in the queue until then; zero: for ever
	reply    chan answer // holds one answer, so that nobody waits for a client that has gone
	gone     atomic.Bool // its client has gone; the batch that it is in cannot be recalled
	late     bool        // it timed out, and is served after those that did not
}

type answer struct {
	outputs   []float32 // [rows][numOutputs]
	batchSize int       // rows in its batch
	queued    time.Duration
	computed  time.Duration
	err       error
}

// A batch is what an instance computes at once.
type batch struct {
	requests []*request
	rows     int
	started  time.Time
	computed time.Duration
	waited   time.Duration // how long its oldest request was in the queue
}

var (
	errQueueFull    = errors.New("the queue is full")
	errTimedOut     = errors.New("the request waited too long in the queue")
	errShuttingDown = errors.New("the server is shutting down")
)

func startBatcher(p plan, m *metrics) *batcher {
	b := &batcher{
		plan:     p,
		metrics:  m,
		arrivals: make(chan *request),
		leaving:  make(chan *request),
		batches:  make(chan *batch),
		finished: make(chan *batch),
		closing:  make(chan struct{}),
		closed:   make(chan struct{}),
	}
	for range p.instances {
		b.instances.Go(b.compute)
	}
	go b.run()
	return b
}

// ask hands the request over and waits for its answer, or until its client goes.
func (b *batcher) ask(ctx context.Context, r *request) answer {
	select {
	case b.arrivals <- r:
	case <-b.closed:
		return answer{err: errShuttingDown}
	}
	select {
	case a := <-r.reply:
		return a
	case <-ctx.Done():
		select {
		case b.leaving <- r:
		case <-b.closed:
		}
		return answer{err: ctx.Err()}
	}
}

// close computes what is queued and returns when every request has its answer. Nobody may ask any more.
func (b *batcher) close() {
	close(b.closing)
	<-b.closed
	b.instances.Wait()
}

// run is the batcher's own goroutine: it waits for whatever happens next, then starts the batches that may start.
func (b *batcher) run() {
	defer close(b.closed)
	defer close(b.batches) // the instances' range loops end

	q := newQueue(b.plan)
	rule := newPolicy(b.plan)
	free, freeSince := b.plan.instances, time.Now()
	closing := b.closing
	alarm := time.NewTimer(time.Hour)
	defer alarm.Stop()

	for {
		now := time.Now()
		q.expire(now, b.refuse)
		wake := q.nextDeadline()
		for free > 0 && q.length > 0 {
			w := waiting{now: now, rows: q.rows, oldest: q.oldest(), newest: q.newest(), freeSince: freeSince}
			size := rule.size(w)
			if closing == nil {
				size = q.rows // nobody comes any more: there is nothing to wait for
			}
			if size == 0 {
				wake = earlier(wake, rule.wake(w))
				break
			}
			free--
			b.batches <- q.take(min(size, b.plan.maxBatchSize), now)
		}
		b.metrics.queued.Store(int64(q.length))
		if closing == nil && q.length == 0 && free == b.plan.instances {
			return
		}
		alarm.Reset(untilOr(wake, now, time.Hour))

		select {
		case r := <-b.arrivals:
			b.admit(q, r)
		case r := <-b.leaving:
			if q.remove(r) {
				b.metrics.end(r, cancelled)
			} else {
				r.gone.Store(true)
			}
		case done := <-b.finished:
			if free == 0 {
				freeSince = time.Now()
			}
			free++
			rule.learn(done)
			b.admitWaiting(q)
		case <-alarm.C:
		case <-closing:
			closing = nil // a nil channel blocks for ever: this case is chosen once
		}
	}
}

func (b *batcher) admit(q *queue, r *request) {
	if q.length >= b.plan.maxQueueSize {
		b.metrics.end(r, rejected)
		r.reply <- answer{err: errQueueFull}
		return
	}
	q.push(r)
}

// admitWaiting takes in everybody who is at the door, so that the next batch is formed from all of them.
func (b *batcher) admitWaiting(q *queue) {
	for q.length < b.plan.maxQueueSize {
		select {
		case r := <-b.arrivals:
			b.admit(q, r)
		default:
			return
		}
	}
}

// refuse ends a request whose deadline has passed.
func (b *batcher) refuse(r *request) {
	b.metrics.end(r, timedOut)
	r.reply <- answer{err: errTimedOut}
}

// compute is the goroutine of one instance: it takes batches until there will be no more.
func (b *batcher) compute() {
	net := newForward(b.plan.maxBatchSize)
	for work := range b.batches {
		rows := net.inputs[:0]
		for _, r := range work.requests {
			rows = append(rows, r.inputs...)
		}
		outputs := net.run(rows, work.rows)
		work.computed = time.Since(work.started)
		b.metrics.batch(work)
		for _, r := range work.requests {
			n := r.rows * numOutputs
			b.metrics.served(r, work)
			r.answerWith(outputs[:n], work)
			outputs = outputs[n:]
		}
		work.requests = nil
		b.finished <- work
	}
}

func (r *request) answerWith(outputs []float32, work *batch) {
	r.reply <- answer{
		outputs:   append([]float32(nil), outputs...),
		batchSize: work.rows,
		queued:    work.started.Sub(r.arrived),
		computed:  work.computed,
	}
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// untilOr is the time from now until t, at least a microsecond; if t is zero, the longest there is.
func untilOr(t, now time.Time, longest time.Duration) time.Duration {
	if t.IsZero() {
		return longest
	}
	return max(t.Sub(now), time.Microsecond)
}
