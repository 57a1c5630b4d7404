package main

import (
	"math"
	"slices"
)

// network is what is served: each layer reads the outputs of the one before.
var network = []layer{
	{inputs: 4, units: 8, activate: tanh},
	{inputs: 8, units: 3, activate: softmax},
}

var tanh = each(math.Tanh)

// softmax makes shares that sum to 1. The largest is subtracted first, so that no power overflows.
func softmax(row []float32) {
	largest := slices.Max(row)
	sum := 0.0
	for i, z := range row {
		power := math.Exp(float64(z - largest))
		row[i] = float32(power)
		sum += power
	}
	for i := range row {
		row[i] = float32(float64(row[i]) / sum)
	}
}
