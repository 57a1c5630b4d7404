package main

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/gomlx/gomlx/backends/simplego"
	"github.com/gomlx/gomlx/pkg/core/graph"
	"github.com/gomlx/gomlx/pkg/core/tensors"
)

// weightsFile has the numbers of all layers, float32, little endian: of each layer its kernel [inputs][units], row by
// row, then its bias. They become part of the program.
//
//go:embed weights.bin
var weightsFile []byte

// maxRows is the largest batch that is computed at once.
const maxRows = 256

// A model is the compiled network.
type model struct{ exec *graph.Exec }

// newModel makes the network for GoMLX's backend in pure Go, which needs neither a C library nor a GPU.
func newModel() (*model, error) {
	backend, err := simplego.New("")
	if err != nil {
		return nil, err
	}
	layers := readLayers()
	exec, err := graph.NewExec(backend, func(x *graph.Node) *graph.Node { return network(x, layers) })
	if err != nil {
		return nil, err
	}
	return &model{exec}, nil
}

// A layer holds constants of the graph.
type layer struct {
	kernel *tensors.Tensor // [inputs, units]
	bias   *tensors.Tensor // [1, units]: it is added to every row
}

func readLayers() []layer {
	rest := weightsFile
	read := func(rows, columns int) *tensors.Tensor {
		numbers := make([]float32, rows*columns)
		for i := range numbers {
			numbers[i] = math.Float32frombits(binary.LittleEndian.Uint32(rest[4*i:]))
		}
		rest = rest[4*len(numbers):]
		return tensors.FromFlatDataAndDimensions(numbers, rows, columns)
	}
	layers := make([]layer, len(widths)-1)
	for i := range layers {
		layers[i].kernel = read(widths[i], widths[i+1])
		layers[i].bias = read(1, widths[i+1])
	}
	return layers
}

// dense is x·kernel + bias.
func dense(x *graph.Node, l layer) *graph.Node {
	g := x.Graph()
	return graph.Add(graph.MatMul(x, graph.ConstTensor(g, l.kernel)), graph.ConstTensor(g, l.bias))
}

// predict computes the outputs of up to maxRows raw rows. GoMLX compiles the graph anew for each number of rows, and
// keeps at most 32 of them: so a batch is filled up with zeros to the next power of two.
func (m *model) predict(rows [][]float64) ([][]float32, error) {
	padded := 1
	for padded < len(rows) {
		padded *= 2
	}
	inputs := make([]float32, 0, padded*numInputs)
	for i, row := range rows {
		prepared, err := prepare(row)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i, err)
		}
		inputs = append(inputs, prepared...)
	}
	inputs = inputs[:padded*numInputs]

	y, err := m.exec.Exec1(tensors.FromFlatDataAndDimensions(inputs, padded, numInputs))
	if err != nil {
		return nil, err
	}
	flat := tensors.MustCopyFlatData[float32](y)
	outputs := make([][]float32, len(rows))
	for i := range outputs {
		outputs[i] = flat[i*numOutputs:][:numOutputs]
	}
	return outputs, nil
}
