package main

import "math"

// Functions of the formulas that are inputs of the network.

// boolean is 1 for true, as formulas compute with it.
func boolean(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// choose is yes where test is above 0.
func choose(test, yes, no float64) float64 {
	if test > 0 {
		return yes
	}
	return no
}

// modulo has the sign of b, so that it repeats on both sides of zero.
func modulo(a, b float64) float64 { return a - b*math.Floor(a/b) }

// sine, cosine and tangent have no value beyond this angle, because a period is lost in its rounding.
const mostAngle = 1e9

func angle(f func(float64) float64, x float64) float64 {
	if math.Abs(x) > mostAngle {
		return math.NaN()
	}
	return f(x)
}

func sine(x float64) float64    { return angle(math.Sin, x) }
func cosine(x float64) float64  { return angle(math.Cos, x) }
func tangent(x float64) float64 { return angle(math.Tan, x) }

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// stepOf is 1 above 0, else 0.
func stepOf(x float64) float64 { return boolean(x > 0) }

// signOf is 1, -1, or x itself where it has no sign.
func signOf(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x
}

// roundHalfUp rounds 2.5 to 3 and -2.5 to -2.
func roundHalfUp(x float64) float64 {
	if whole := math.Floor(x); x-whole < 0.5 {
		return whole
	}
	return math.Ceil(x)
}

func hypotenuse(sides ...float64) float64 {
	sum := 0.0
	for _, side := range sides {
		sum += side * side
	}
	return math.Sqrt(sum)
}
