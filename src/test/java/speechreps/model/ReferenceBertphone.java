package speechreps.model;

import java.io.IOException;

/** BERTphone written out in double precision, one window at a time: what the engine must give. */
final class ReferenceBertphone {
  private final BertphoneWeights weights;
  private final ReferenceTransformer transformer;

  ReferenceBertphone(BertphoneWeights weights, int heads) {
    this.weights = weights;
    this.transformer = new ReferenceTransformer(heads, 1e-12);
  }

  /**
   * What goes into the first layer, then the output of each: {@code [numLayers + 1][rows][units]}.
   * Rows beyond the position table share its last row.
   */
  double[][][] encode(double[][] rows) throws IOException {
    float[] table = ReferenceTransformer.values(weights.position());
    double[][] states = ReferenceTransformer.linear(rows, weights.embedding());
    for (int t = 0; t < rows.length; t++) {
      int position = Math.min(t, weights.positions() - 1);
      for (int i = 0; i < weights.units(); i++) {
        states[t][i] += table[position * weights.units() + i];
      }
    }
    return transformer.encode(transformer.normalized(states, weights.norm()), weights.layers());
  }
}
