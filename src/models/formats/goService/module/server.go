package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

const modelVersion = "1"

// server answers HTTP. net/http runs each request's handler in a goroutine of its own, so a handler may simply wait for
// its answer: a waiting goroutine costs a few kilobytes.
type server struct {
	plan     plan
	batcher  *batcher
	metrics  *metrics
	cors     string // the origin whose pages may ask, "*" for every one; empty: none but its own
	draining atomic.Bool
}

func newServer(p plan, cors string) *server {
	m := newMetrics(p.priorityLevels)
	return &server{plan: p, batcher: startBatcher(p, m), metrics: m, cors: cors}
}

// handler routes the calls of the Open Inference Protocol, and /metrics.
func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v2", s.serverMetadata)
	mux.HandleFunc("GET /v2/health/live", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /v2/health/ready", s.ready)
	for _, model := range []string{"/v2/models/" + modelName, "/v2/models/" + modelName + "/versions/" + modelVersion} {
		mux.HandleFunc("GET "+model, s.modelMetadata)
		mux.HandleFunc("GET "+model+"/ready", s.ready)
		mux.HandleFunc("POST "+model+"/infer", s.infer)
	}
	mux.HandleFunc("/v2/models/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, http.StatusNotFound, fmt.Sprintf("%s is not here; the model is %q, version %s", r.URL.Path, modelName, modelVersion))
	})
	mux.Handle("GET /metrics", s.metrics)
	return s.withHeaders(mux)
}

// withHeaders lets pages of other origins ask (CORS), and sends clients away while the server drains.
func (s *server) withHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		if s.cors != "" {
			h.Set("Access-Control-Allow-Origin", s.cors)
			h.Set("Access-Control-Expose-Headers", jsonLengthHeader+", Server-Timing")
			h.Set("Timing-Allow-Origin", s.cors)
			h.Set("Vary", "Origin")
			if r.Method == http.MethodOptions { // a browser's question before it sends the request
				h.Set("Access-Control-Allow-Methods", "GET, POST")
				h.Set("Access-Control-Allow-Headers", "Content-Type, Authorization, "+jsonLengthHeader)
				h.Set("Access-Control-Max-Age", "7200")
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
		if s.draining.Load() {
			h.Set("Connection", "close") // the client's next request finds another server
		}
		next.ServeHTTP(w, r)
	})
}

func (s *server) infer(w http.ResponseWriter, r *http.Request) {
	s.metrics.inFlight.Add(1)
	defer s.metrics.inFlight.Add(-1)
	arrived := time.Now()

	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.largestBody()))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		fail(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body has more than %d bytes", tooLarge.Limit))
		return
	} else if err != nil {
		return // the client has gone
	}
	c, err := decodeCall(r.Header, body, s.plan.maxBatchSize)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	req, err := s.newRequest(c, arrived)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	a := s.batcher.ask(r.Context(), req)
	switch {
	case r.Context().Err() != nil:
		return // the client has gone
	case a.err != nil: // as Triton: 503 for a full queue, a timeout, a server that stops
		fail(w, http.StatusServiceUnavailable, a.err.Error())
		return
	}
	answer, err := encodeAnswer(w.Header(), c, a.outputs)
	if err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
	w.Header().Set("Server-Timing", fmt.Sprintf(`queue;dur=%.3f, compute;dur=%.3f, batch;desc="%d"`,
		a.queued.Seconds()*1000, a.computed.Seconds()*1000, a.batchSize))
	w.Write(answer)
}

// newRequest prepares the rows, and applies the plan's rules on priority and timeout.
func (s *server) newRequest(c *call, arrived time.Time) (*request, error) {
	req := &request{
		inputs:  make([]float32, 0, len(c.rows)*numInputs),
		rows:    len(c.rows),
		level:   c.priority,
		arrived: arrived,
		reply:   make(chan answer, 1),
	}
	if req.level == 0 {
		req.level = (s.plan.priorityLevels + 1) / 2 // the middle
	}
	if req.level < 1 || req.level > s.plan.priorityLevels {
		return nil, fmt.Errorf("priority is 1 to %d, not %d", s.plan.priorityLevels, c.priority)
	}
	if c.timeout < 0 {
		return nil, fmt.Errorf("timeout is in microseconds, 0 or more, not %d", c.timeout.Microseconds())
	}
	timeout := s.plan.defaultTimeout // a request may only shorten it
	if c.timeout > 0 && (timeout == 0 || c.timeout < timeout) {
		timeout = c.timeout
	}
	if timeout > 0 {
		req.deadline = arrived.Add(timeout)
	}
	for i, row := range c.rows {
		prepared, err := prepare(row)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i, err)
		}
		req.inputs = append(req.inputs, prepared...)
	}
	return req, nil
}

// largestBody allows 32 characters a number, and 64 KiB beside them.
func (s *server) largestBody() int64 { return int64(s.plan.maxBatchSize)*numColumns*32 + 1<<16 }

func (s *server) ready(w http.ResponseWriter, _ *http.Request) {
	if s.draining.Load() {
		fail(w, http.StatusServiceUnavailable, errShuttingDown.Error())
	}
}

func (s *server) serverMetadata(w http.ResponseWriter, _ *http.Request) {
	reply(w, map[string]any{
		"name": "fanout-go", "version": modelVersion,
		"extensions": []string{"binary_tensor_data", "schedule_policy"},
	})
}

func (s *server) modelMetadata(w http.ResponseWriter, _ *http.Request) {
	tensor := func(name string, width int) []map[string]any {
		return []map[string]any{{"name": name, "datatype": "FP32", "shape": []int{-1, width}}}
	}
	reply(w, map[string]any{
		"name": modelName, "versions": []string{modelVersion}, "platform": "go",
		"inputs": tensor(inputName, numColumns), "outputs": tensor(outputName, numOutputs),
		"parameters": map[string]any{"classes": classes},
	})
}

func reply(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(value); err != nil {
		log.Print(err)
	}
}

func fail(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]string{"error": message})
}
