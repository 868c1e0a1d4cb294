// Lays the projector out.
