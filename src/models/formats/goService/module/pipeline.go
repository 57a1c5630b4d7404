// What goes in and what comes out.
// Penguins. Exported from Fanout at epoch 600.

package main

const (
	modelName  = "penguins"
	inputName  = "input"
	outputName = "output"
	numColumns = 4
	numInputs  = 4
	numOutputs = 3
)

// A raw row has 4 numbers, as they were measured.
//   0  bill length
//   1  bill depth
//   2  flipper length
//   3  body mass

// categories are the names of those columns that have some, in the order of their numbers.
var categories map[int][]string

// means and deviations are those of the columns in the part of the data that it was trained on.
var means = []float64{
	43.941422450492574, 17.129288693352215, 200.88284518828453, 4185.878661087869,
}

var deviations = []float64{
	5.378463247948878, 1.982997799981117, 13.863760239265865, 789.0508982346461,
}

// prepare turns a raw row into the inputs of the network. It computes in double precision, as Fanout does.
func prepare(row []float64) ([]float32, error) {
	inputs := make([]float32, len(row))
	for i, x := range row {
		inputs[i] = float32((x - means[i]) / deviations[i])
	}
	return inputs, nil
}

// classes are the names of the outputs, or of 0 and 1 where there is one output.
var classes = []string{
	"Adelie",
	"Chinstrap",
	"Gentoo",
}
