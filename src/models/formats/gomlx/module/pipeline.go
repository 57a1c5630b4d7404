// What goes in and what comes out.
// Iris. Exported from Fanout at epoch 600.

package main

const (
	modelName  = "iris"
	inputName  = "input"
	outputName = "output"
	numColumns = 4
	numInputs  = 4
	numOutputs = 3
)

// A raw row has 4 numbers, as they were measured.
//   0  sepal length
//   1  sepal width
//   2  petal length
//   3  petal width

// categories are the names of those columns that have some, in the order of their numbers.
var categories map[int][]string

// means and deviations are those of the columns in the part of the data that it was trained on.
var means = []float64{
	5.82571428389776, 3.046666669845578, 3.8142857063384294, 1.2342857054301668,
}

var deviations = []float64{
	0.8261244608131408, 0.39930098193807073, 1.7534960218744065, 0.7706309713173799,
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
	"setosa",
	"versicolor",
	"virginica",
}

// answer is the class whose output is the largest; of equals the first.
func answer(outputs []float32) string {
	best := 0
	for i, y := range outputs {
		if y > outputs[best] {
			best = i
		}
	}
	return classes[best]
}
