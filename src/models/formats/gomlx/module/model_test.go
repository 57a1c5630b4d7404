package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// golden.json holds raw rows with the answers that Fanout gave.
type goldenFile struct {
	Tolerance float64     `json:"tolerance"`
	Rows      [][]float64 `json:"rows"`
	Inputs    [][]float64 `json:"inputs"`
	Outputs   [][]float64 `json:"outputs"`
}

func readGolden(t *testing.T) (g goldenFile) {
	t.Helper()
	text, err := os.ReadFile("golden.json")
	if err == nil {
		err = json.Unmarshal(text, &g)
	}
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestAnswersAreThoseOfFanout(t *testing.T) {
	g := readGolden(t)
	m, err := newModel()
	if err != nil {
		t.Fatal(err)
	}
	largest := 0.0
	for n := 1; n <= len(g.Rows); n++ { // batches of every size
		outputs, err := m.predict(g.Rows[:n])
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range outputs {
			for j, a := range row {
				b := g.Outputs[i][j]
				largest = max(largest, math.Abs(float64(a)-b)/max(1, math.Abs(b)))
			}
		}
	}
	t.Logf("largest difference %.3g", largest)
	if !(largest <= g.Tolerance) {
		t.Errorf("answers differ by %g", largest)
	}
}

func TestInputsAreThoseOfFanout(t *testing.T) {
	g := readGolden(t)
	for i, row := range g.Rows {
		inputs, err := prepare(row)
		if err != nil {
			t.Fatal(err)
		}
		for j, a := range inputs {
			if b := g.Inputs[i][j]; !(math.Abs(float64(a)-b) <= 1e-6*max(1, math.Abs(b))) {
				t.Errorf("row %d, input %d is %v, not %v", i, j, a, b)
			}
		}
	}
}

func TestProgramAnswersLines(t *testing.T) {
	g := readGolden(t)
	m, err := newModel()
	if err != nil {
		t.Fatal(err)
	}
	var in, out strings.Builder
	for range 100 { // more than one batch
		for _, row := range g.Rows {
			in.WriteString(strings.Trim(strings.Join(strings.Fields(fmt.Sprint(row)), ","), "[]") + "\n")
		}
	}
	if err := run(m, strings.NewReader(in.String()), &out); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(out.String(), "\n"); lines != 100*len(g.Rows) {
		t.Errorf("%d answers to %d rows", lines, 100*len(g.Rows))
	}
	if err := run(m, strings.NewReader("1,2,x,y\n"), &out); err == nil {
		t.Error("a row that is none was answered")
	}
}
