package speechreps.model;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.Tensor;

/**
 * How the arrays of a BERTphone file are called: as {@code collect_params} names them ({@code
 * bertencoder0_transformer0_proj_weight}) or as {@code save_parameters} does ({@code
 * encoder.transformer_cells.0.proj.weight}).
 *
 * <p>The former numbers encoders and dense layers in the order in which the writing process made
 * them, and both may stand behind a prefix; so the two are found by how their names go on. All
 * names given here are stems, to be followed by {@code weight} and {@code bias}, or by {@code
 * gamma} and {@code beta}.
 *
 * @param encoder what the names of all arrays of the encoder begin with
 * @param embedding stem of the linear map of an input row
 * @param numLayers one more than the highest layer that is named, so that a layer with holes is
 *     refused, not dropped
 */
record BertphoneNames(String encoder, String embedding, int numLayers) {
  private static final Pattern POSITION =
      Pattern.compile("(.*bertencoder\\d+_|(?:.*[.:])?encoder\\.)position_weight");
  private static final Pattern EMBEDDING =
      Pattern.compile("((?:.*[_:])?dense\\d+_|(?:.*[.:])?embed\\.)weight");

  /** Which of several dense layers the original takes. */
  private static final String FIRST_DENSE = "dense0_";

  /** After the name of the encoder. */
  private static final String LAYER = "transformer(?:_cells\\.)?(\\d{1,4})[._].*";

  /**
   * Finds the encoder and its input layer.
   *
   * @throws CheckpointException when there is none or more than one
   */
  static BertphoneNames of(Checkpoint checkpoint) throws CheckpointException {
    String encoder = encoder(checkpoint);
    long units = checkpoint.require(encoder + "position_weight", -1, -1).shape().get(1);
    return new BertphoneNames(
        encoder, embedding(checkpoint, encoder, units), countLayers(checkpoint, encoder));
  }

  String position() {
    return encoder + "position_weight";
  }

  String norm() {
    return encoder + spell("layer_norm.", "bertlayernorm0_");
  }

  String query(int layer) {
    return layer(layer) + spell("attention_cell.proj_query.", "multiheadattentioncell0_query_");
  }

  String key(int layer) {
    return layer(layer) + spell("attention_cell.proj_key.", "multiheadattentioncell0_key_");
  }

  String value(int layer) {
    return layer(layer) + spell("attention_cell.proj_value.", "multiheadattentioncell0_value_");
  }

  String projection(int layer) {
    return layer(layer) + spell("proj.", "proj_");
  }

  String attentionNorm(int layer) {
    return layer(layer) + spell("layer_norm.", "bertlayernorm0_");
  }

  String widening(int layer) {
    return layer(layer) + spell("ffn.ffn_1.", "bertpositionwiseffn0_ffn_1_");
  }

  String narrowing(int layer) {
    return layer(layer) + spell("ffn.ffn_2.", "bertpositionwiseffn0_ffn_2_");
  }

  String outputNorm(int layer) {
    return layer(layer) + spell("ffn.layer_norm.", "bertpositionwiseffn0_bertlayernorm0_");
  }

  private String layer(int layer) {
    return encoder + spell("transformer_cells." + layer + ".", "transformer" + layer + "_");
  }

  private String spell(String saveParameters, String collectParams) {
    return encoder.endsWith(".") ? saveParameters : collectParams;
  }

  private static String encoder(Checkpoint checkpoint) throws CheckpointException {
    List<String> found = stems(checkpoint, POSITION);
    if (found.size() > 1) {
      throw ambiguous(checkpoint, "BERTphone encoder", found);
    }
    return found.isEmpty() ? "bertencoder0_" : found.get(0);
  }

  /** A phone classifier is a dense layer, too, but rarely gives as many columns as the encoder. */
  private static String embedding(Checkpoint checkpoint, String encoder, long units)
      throws CheckpointException {
    List<String> found = stems(checkpoint, EMBEDDING);
    List<String> fitting =
        found.stream().filter(stem -> gives(checkpoint, stem + "weight", units)).toList();
    if (fitting.size() > 1 && !fitting.contains(FIRST_DENSE)) {
      throw ambiguous(checkpoint, "input layer of " + units + " units", fitting);
    }
    if (fitting.contains(FIRST_DENSE)) {
      return FIRST_DENSE;
    }
    if (!fitting.isEmpty() || !found.isEmpty()) {
      return fitting.isEmpty() ? found.get(0) : fitting.get(0);
    }
    return encoder.endsWith(".") ? "embed." : FIRST_DENSE;
  }

  private static boolean gives(Checkpoint checkpoint, String name, long units) {
    Tensor tensor = checkpoint.tensors().get(name);
    return tensor != null && tensor.shape().size() == 2 && tensor.shape().get(0) == units;
  }

  private static List<String> stems(Checkpoint checkpoint, Pattern pattern) {
    return checkpoint.names().stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  private static CheckpointException ambiguous(
      Checkpoint checkpoint, String what, List<String> stems) {
    return new CheckpointException(
        checkpoint.location(), "expected one " + what + ", got those that start with " + stems);
  }

  private static int countLayers(Checkpoint checkpoint, String encoder) {
    return checkpoint.countLayers(Pattern.compile(Pattern.quote(encoder) + LAYER));
  }
}
