package speechreps.model;

/**
 * A convolution over time.
 *
 * @param dim channels that come out
 * @param kernel rows that go into one row of output
 * @param stride rows from one output to the next
 */
record ConvLayer(int dim, int kernel, int stride) {}
