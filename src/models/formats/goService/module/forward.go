package main

import (
	_ "embed"
	"encoding/binary"
	"math"
)

// A layer computes activate(x·kernel + bias).
type layer struct {
	inputs, units int
	activate      func(row []float32)
	kernel        []float32 // [inputs][units]
	bias          []float32 // [units]
}

// weightsFile has the numbers of all layers, float32, little endian: of each layer its kernel, row by row, then its
// bias.
//
//go:embed weights.bin
var weightsFile []byte

func init() {
	rest := weightsFile
	read := func(count int) []float32 {
		numbers := make([]float32, count)
		for i := range numbers {
			numbers[i] = math.Float32frombits(binary.LittleEndian.Uint32(rest[4*i:]))
		}
		rest = rest[4*count:]
		return numbers
	}
	for i := range network {
		l := &network[i]
		l.kernel, l.bias = read(l.inputs*l.units), read(l.units)
	}
}

// forward is the network with room for one batch. Each instance has its own; the weights are shared, and only read.
type forward struct {
	inputs  []float32
	buffers [2][]float32 // a layer reads one and writes the other
}

func newForward(maxRows int) *forward {
	widest := 0
	for _, l := range network {
		widest = max(widest, l.units)
	}
	f := &forward{inputs: make([]float32, 0, maxRows*numInputs)}
	for i := range f.buffers {
		f.buffers[i] = make([]float32, maxRows*widest)
	}
	return f
}

// run computes the outputs [rows][numOutputs] of the inputs [rows][numInputs]. They are valid until the next run.
func (f *forward) run(x []float32, rows int) []float32 {
	for i, l := range network {
		y := f.buffers[i%2][:rows*l.units]
		dense(x, y, rows, l)
		for row := range rows {
			l.activate(y[row*l.units:][:l.units])
		}
		x = y
	}
	return x
}

// dense computes y = x·kernel + bias. Four rows at a time share each weight that is read: that is why a batch costs less
// than its rows by themselves.
func dense(x, y []float32, rows int, l layer) {
	in, out := l.inputs, l.units
	row := 0
	for ; row+4 <= rows; row += 4 {
		x0, x1, x2, x3 := x[row*in:][:in], x[(row+1)*in:][:in], x[(row+2)*in:][:in], x[(row+3)*in:][:in]
		y0, y1, y2, y3 := y[row*out:][:out], y[(row+1)*out:][:out], y[(row+2)*out:][:out], y[(row+3)*out:][:out]
		copy(y0, l.bias)
		copy(y1, l.bias)
		copy(y2, l.bias)
		copy(y3, l.bias)
		for i := range in {
			a0, a1, a2, a3 := x0[i], x1[i], x2[i], x3[i]
			for j, w := range l.kernel[i*out:][:out] {
				y0[j] += a0 * w
				y1[j] += a1 * w
				y2[j] += a2 * w
				y3[j] += a3 * w
			}
		}
	}
	for ; row < rows; row++ {
		xs, ys := x[row*in:][:in], y[row*out:][:out]
		copy(ys, l.bias)
		for i, a := range xs {
			for j, w := range l.kernel[i*out:][:out] {
				ys[j] += a * w
			}
		}
	}
}

// each makes an activation of a function of one number, computed in double precision.
func each(f func(float64) float64) func([]float32) {
	return func(row []float32) {
		for i, z := range row {
			row[i] = float32(f(float64(z)))
		}
	}
}
