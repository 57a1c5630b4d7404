package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// golden.json holds raw rows with the answers that Fanout gave.
type goldenFile struct {
	Tolerance float64     `json:"tolerance"`
	Rows      [][]float64 `json:"rows"`
	Inputs    [][]float64 `json:"inputs"`
	Outputs   [][]float64 `json:"outputs"`
}

func readGolden(t *testing.T) goldenFile {
	t.Helper()
	text, err := os.ReadFile("golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var g goldenFile
	if err := json.Unmarshal(text, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// bodyOf asks for the rows in JSON.
func bodyOf(parameters string, rows ...[]float64) string {
	flat, _ := json.Marshal(slices.Concat(rows...))
	return fmt.Sprintf(`{"parameters":{%s},"inputs":[{"name":%q,"shape":[%d,%d],"datatype":"FP32","data":%s}]}`,
		parameters, inputName, len(rows), numColumns, flat)
}

func inferURL(base string) string { return base + "/v2/models/" + modelName + "/infer" }

func start(t *testing.T, change func(*plan)) (*server, *httptest.Server) {
	t.Helper()
	p := defaultPlan
	if change != nil {
		change(&p)
	}
	s := newServer(p, "*")
	front := httptest.NewServer(s.handler())
	t.Cleanup(func() { front.Close(); s.batcher.close() })
	return s, front
}

// outputsOf sends a body and reads the outputs, or fails.
func outputsOf(url, body string) ([]float64, error) {
	response, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d: %s", response.StatusCode, text)
	}
	var answer struct{ Outputs []struct{ Data []float64 } }
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, err
	}
	return answer.Outputs[0].Data, nil
}

// distance is the largest |a − b| / max(1, |b|).
func distance(given, wanted []float64) float64 {
	if len(given) != len(wanted) {
		return math.Inf(1)
	}
	largest := 0.0
	for i, b := range wanted {
		largest = max(largest, math.Abs(given[i]-b)/max(1, math.Abs(b)))
	}
	return largest
}

func TestAnswersAreThoseOfFanout(t *testing.T) {
	g := readGolden(t)
	_, front := start(t, nil)
	largest := 0.0
	for i, row := range g.Rows {
		outputs, err := outputsOf(inferURL(front.URL), bodyOf("", row))
		if err != nil {
			t.Fatal(err)
		}
		largest = max(largest, distance(outputs, g.Outputs[i]))
	}
	for n := 1; n <= min(len(g.Rows), defaultPlan.maxBatchSize); n++ { // several rows in one call
		outputs, err := outputsOf(inferURL(front.URL), bodyOf("", g.Rows[:n]...))
		if err != nil {
			t.Fatal(err)
		}
		largest = max(largest, distance(outputs, slices.Concat(g.Outputs[:n]...)))
	}
	t.Logf("largest difference %.3g", largest)
	if !(largest <= g.Tolerance) {
		t.Errorf("answers differ by %g", largest)
	}
}

func TestBinaryTensors(t *testing.T) {
	g := readGolden(t)
	_, front := start(t, nil)
	head := fmt.Sprintf(`{"id":"a \"b\"","inputs":[{"name":%q,"shape":[1,%d],"datatype":"FP32","parameters":{"binary_data_size":%d}}],`+
		`"outputs":[{"name":%q,"parameters":{"binary_data":true}}]}`, inputName, numColumns, 4*numColumns, outputName)
	body := bytes.NewBufferString(head)
	for _, x := range g.Rows[0] {
		bits := math.Float32bits(float32(x))
		body.Write([]byte{byte(bits), byte(bits >> 8), byte(bits >> 16), byte(bits >> 24)})
	}
	request, _ := http.NewRequest("POST", inferURL(front.URL), body)
	request.Header.Set(jsonLengthHeader, fmt.Sprint(len(head)))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, _ := io.ReadAll(response.Body)
	text, numbers, err := splitBody(response.Header, answer)
	if err != nil || len(numbers) != 4*numOutputs || len(text)%4 != 0 {
		t.Fatalf("%q has no %d numbers: %v", answer, numOutputs, err)
	}
	size := len(numbers)
	tensor := inputTensor{Shape: []int{1, numOutputs}}
	tensor.Parameters.BinaryDataSize = &size
	outputs, err := tensor.numbers(numbers, numOutputs)
	if err != nil || !(distance(outputs, g.Outputs[0]) <= g.Tolerance) {
		t.Errorf("%v, %v; wanted %v", outputs, err, g.Outputs[0])
	}
}

func TestRefusesWhatItCannotAnswer(t *testing.T) {
	g := readGolden(t)
	_, front := start(t, nil)
	good := bodyOf("", g.Rows[0])
	for name, body := range map[string]string{
		"half a body":    good[:len(good)/2],
		"another input":  strings.Replace(good, inputName, "other", 1),
		"another type":   strings.Replace(good, "FP32", "INT64", 1),
		"another width":  strings.Replace(good, fmt.Sprintf("[1,%d]", numColumns), fmt.Sprintf("[1,%d]", numColumns+1), 1),
		"no rows":        strings.Replace(good, "[1,", "[0,", 1),
		"words":          strings.Replace(good, `"data":[`, `"data":["a",`, 1),
		"a wrong level":  bodyOf(`"priority":99`, g.Rows[0]),
		"negative times": bodyOf(`"timeout":-1`, g.Rows[0]),
	} {
		_, err := outputsOf(inferURL(front.URL), body)
		if err == nil || !strings.Contains(err.Error(), `status 400: {"error":`) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := outputsOf(front.URL+"/v2/models/other/infer", good); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("another model: %v", err)
	}
}

func TestWaitingRequestsShareABatch(t *testing.T) {
	g := readGolden(t)
	s, front := start(t, func(p *plan) {
		p.policy, p.maxBatchSize, p.maxQueueDelay, p.preferredBatchSizes = "triton", 8, time.Minute, nil
	})
	var clients sync.WaitGroup
	for i := range 16 { // two full batches; nothing else ends the wait of a minute
		clients.Go(func() {
			n := i % len(g.Rows)
			outputs, err := outputsOf(inferURL(front.URL), bodyOf("", g.Rows[n]))
			if err != nil || !(distance(outputs, g.Outputs[n]) <= g.Tolerance) {
				t.Errorf("%v, %v", outputs, err)
			}
		})
	}
	clients.Wait()
	var text strings.Builder
	s.metrics.write(&text)
	for _, line := range []string{
		`inference_batch_size_bucket{le="4.0"} 0`, `inference_batch_size_bucket{le="8.0"} 2`, "inference_batch_size_sum 16",
		fmt.Sprintf(`inference_requests_total{outcome="ok",priority="%d"} 16`, (s.plan.priorityLevels+1)/2),
		"inference_request_duration_seconds_count 16",
	} {
		if !strings.Contains(text.String(), line+"\n") {
			t.Errorf("metrics have no line %q:\n%s", line, text.String())
		}
	}
}

func TestFullQueueAndTimeouts(t *testing.T) {
	g := readGolden(t)
	_, front := start(t, func(p *plan) {
		p.policy, p.maxBatchSize, p.maxQueueDelay, p.preferredBatchSizes = "triton", 8, time.Minute, nil
		p.maxQueueSize, p.defaultTimeout, p.delayLate = 2, 50*time.Millisecond, false
	})
	var full, late atomic.Int64
	var clients sync.WaitGroup
	for range 5 {
		clients.Go(func() {
			_, err := outputsOf(inferURL(front.URL), bodyOf("", g.Rows[0]))
			switch {
			case err != nil && strings.Contains(err.Error(), errQueueFull.Error()):
				full.Add(1)
			case err != nil && strings.Contains(err.Error(), errTimedOut.Error()):
				late.Add(1)
			default:
				t.Errorf("unexpected: %v", err)
			}
		})
	}
	clients.Wait()
	if full.Load() != 3 || late.Load() != 2 {
		t.Errorf("%d found the queue full, %d were late; wanted 3 and 2", full.Load(), late.Load())
	}
}

// A server that is told to stop under load answers every request. Its clients do as a load balancer does: they look at
// its readiness now and then, and go on for a while before they turn away.
func TestStopLosesNothing(t *testing.T) {
	g := readGolden(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stop, cancel := context.WithCancel(context.Background())
	stopped := make(chan error)
	go func() { stopped <- serve(stop, listener, newServer(defaultPlan, ""), time.Second, 10*time.Second) }()

	base := "http://" + listener.Addr().String()
	var away atomic.Bool
	var before, after atomic.Int64
	var clients sync.WaitGroup
	for range 16 {
		clients.Go(func() {
			for !away.Load() {
				if _, err := outputsOf(inferURL(base), bodyOf("", g.Rows[0])); err != nil {
					t.Errorf("lost: %v", err)
					return
				}
				if stop.Err() == nil {
					before.Add(1)
				} else {
					after.Add(1)
				}
			}
		})
	}
	time.Sleep(200 * time.Millisecond)
	cancel()
	for {
		response, err := http.Get(base + "/v2/health/ready")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode == http.StatusServiceUnavailable {
			break
		}
	}
	time.Sleep(300 * time.Millisecond)
	away.Store(true)
	clients.Wait()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if before.Load() == 0 || after.Load() == 0 {
		t.Errorf("%d answers before it was told to stop, %d after", before.Load(), after.Load())
	}
}
