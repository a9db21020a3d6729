"""The recipe of the bundled verifier: data, model, training, measurement, export.  No part of the package."""
