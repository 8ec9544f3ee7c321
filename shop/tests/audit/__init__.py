"""The measurable goals of the design, measured: `make audit` prints page × check × figure × limit."""
