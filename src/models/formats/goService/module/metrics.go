package main

import (
	"fmt"
	"io"
	"math"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"sync/atomic"
	"time"
)

// metrics are those of Fanout's lab, under the same names and with the same buckets, in Prometheus' text format.
// Instances and handlers count at the same time, so every number is atomic.
type metrics struct {
	requests [numOutcomes][]atomic.Uint64 // by priority level, from 1
	request  *histogram
	queue    *histogram
	compute  *histogram
	sizes    *histogram
	queued   atomic.Int64
	inFlight atomic.Int64
	started  time.Time
}

// Outcomes of a request; it ends with exactly one.
const (
	ok = iota
	rejected
	timedOut
	cancelled // by its client, while queued
	wasted    // computed for a client that had gone
	numOutcomes
)

var outcomeNames = [numOutcomes]string{"ok", "rejected", "timed_out", "cancelled", "wasted"}

var (
	secondBounds = []float64{
		0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
	}
	sizeBounds = []float64{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024}
)

func newMetrics(priorityLevels int) *metrics {
	m := &metrics{
		request: newHistogram(secondBounds),
		queue:   newHistogram(secondBounds),
		compute: newHistogram(secondBounds),
		sizes:   newHistogram(sizeBounds),
		started: time.Now(),
	}
	for i := range m.requests {
		m.requests[i] = make([]atomic.Uint64, priorityLevels+1)
	}
	return m
}

// end counts a request that ends without an answer.
func (m *metrics) end(r *request, outcome int) { m.requests[outcome][r.level].Add(1) }

// served counts a request that was computed.
func (m *metrics) served(r *request, work *batch) {
	if r.gone.Load() {
		m.end(r, wasted)
		return
	}
	m.end(r, ok)
	m.request.observe(time.Since(r.arrived).Seconds())
	m.queue.observe(work.started.Sub(r.arrived).Seconds())
	m.compute.observe(work.computed.Seconds())
}

func (m *metrics) batch(work *batch) { m.sizes.observe(float64(work.rows)) }

// ServeHTTP answers GET /metrics.
func (m *metrics) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	m.write(w)
}

func (m *metrics) write(w io.Writer) {
	head := func(name, kind, help string) { fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind) }
	gauge := func(name, help string, value int64) {
		head(name, "gauge", help)
		fmt.Fprintf(w, "%s %d\n", name, value)
	}

	head("inference_run_info", "gauge", "What is served.")
	fmt.Fprintf(w, "inference_run_info{network=%q,device=\"go\"} 1\n", modelName)
	head("inference_requests_total", "counter", "Requests that ended, by how and by priority (1 is served first).")
	for outcome, levels := range m.requests {
		for level := 1; level < len(levels); level++ {
			fmt.Fprintf(w, "inference_requests_total{outcome=%q,priority=\"%d\"} %d\n",
				outcomeNames[outcome], level, levels[level].Load())
		}
	}
	head("inference_request_duration_seconds", "histogram", "From the arrival of a request to its answer, ok requests.")
	m.request.write(w, "inference_request_duration_seconds", "")
	head("inference_queue_duration_seconds", "histogram", "From the queue to a batch, ok requests.")
	m.queue.write(w, "inference_queue_duration_seconds", "")
	head("inference_compute_duration_seconds", "histogram", "In a batch, ok requests.")
	m.compute.write(w, "inference_compute_duration_seconds", `stage="infer"`)
	head("inference_batch_size", "histogram", "Rows in a batch, one observation a batch.")
	m.sizes.write(w, "inference_batch_size", "")
	gauge("inference_queue_depth", "Requests in the queue.", m.queued.Load())
	gauge("inference_in_flight", "Requests that have arrived and not ended.", m.inFlight.Load())
	gauge("go_goroutines", "Goroutines that exist.", int64(runtime.NumGoroutine()))
	gauge("process_start_time_seconds", "Start of the process, in seconds since 1970.", m.started.Unix())
}

// A histogram has one counter a bucket, as Prometheus wants it, and the sum of all observations.
type histogram struct {
	bounds []float64 // ascending; larger observations fall into a last bucket
	counts []atomic.Uint64
	sum    atomic.Uint64 // the bits of a float64
}

func newHistogram(bounds []float64) *histogram {
	return &histogram{bounds: bounds, counts: make([]atomic.Uint64, len(bounds)+1)}
}

func (h *histogram) observe(value float64) {
	bucket, _ := slices.BinarySearch(h.bounds, value) // the first bound that is not below it
	h.counts[bucket].Add(1)
	for { // compare and swap: try again if another goroutine added in between
		old := h.sum.Load()
		if h.sum.CompareAndSwap(old, math.Float64bits(math.Float64frombits(old)+value)) {
			return
		}
	}
}

func (h *histogram) write(w io.Writer, name, labels string) {
	before, braces := "", ""
	if labels != "" {
		before, braces = labels+",", "{"+labels+"}"
	}
	var count uint64
	for i := range h.counts {
		le := "+Inf"
		if i < len(h.bounds) {
			le = boundText(h.bounds[i])
		}
		count += h.counts[i].Load()
		fmt.Fprintf(w, "%s_bucket{%sle=%q} %d\n", name, before, le, count)
	}
	fmt.Fprintf(w, "%s_sum%s %g\n", name, braces, math.Float64frombits(h.sum.Load()))
	fmt.Fprintf(w, "%s_count%s %d\n", name, braces, count)
}

// boundText writes 1 as 1.0, the canonical form.
func boundText(bound float64) string {
	if bound == math.Trunc(bound) {
		return strconv.FormatFloat(bound, 'f', 1, 64)
	}
	return strconv.FormatFloat(bound, 'g', -1, 64)
}
