package main

import "github.com/gomlx/gomlx/pkg/core/graph"

// widths are the number of inputs, then the units of each layer.
var widths = []int{4, 8, 3}

// network adds the layers to a graph. x is [rows, 4]; what it returns is [rows, 3].
func network(x *graph.Node, l []layer) *graph.Node {
	x = elu(dense(x, l[0]))
	x = softmax(dense(x, l[1]))
	return x
}

// elu takes the power of what is below 0 only: that of a large number would overflow, though it is not chosen.
func elu(x *graph.Node) *graph.Node {
	zero := graph.ZerosLike(x)
	return graph.Where(graph.LessThan(x, zero), graph.Expm1(graph.Min(x, zero)), x)
}

func softmax(x *graph.Node) *graph.Node { return graph.Softmax(x, -1) }
