module penguins

go 1.25.0
