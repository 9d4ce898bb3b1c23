package speechreps.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.Tensor;

/** How the arrays of a DeCoAR file are called: each release has its own spelling. */
enum DecoarNames {
  /** {@code encoder.weight}, {@code rnn_forward._unfused.0.i2h_weight}. */
  MXNET(
      "encoder.%s",
      "rnn_%1$s._unfused.%2$d.%3$s",
      "i2h_weight h2h_weight i2h_bias h2h_bias",
      "rnn_(?:forward|backward)\\._unfused\\.(\\d{1,4})\\..*"),
  /** {@code post_extract_proj.weight}, {@code forward_lstm.weight_ih_l0}. */
  PYTORCH(
      "post_extract_proj.%s",
      "%1$s_lstm.%3$s_l%2$d",
      "weight_ih weight_hh bias_ih bias_hh",
      "(?:forward|backward)_lstm\\..*_l(\\d{1,4})");

  private static final Pattern UNDOTTED_PROJECTION =
      Pattern.compile("(?:.*_)?dense0_(weight|bias)");
  private static final Pattern UNDOTTED_LSTM =
      Pattern.compile("(?:.*_)?lstm([01])_l(\\d+)_([ih]2h_(?:weight|bias))");

  /** Input weight, hidden weight, input bias, hidden bias. */
  private static final int PARTS = 4;

  private final String projection;
  private final String lstm;
  private final String lstmParts;
  private final Pattern layer;

  DecoarNames(String projection, String lstm, String lstmParts, String layer) {
    this.projection = projection;
    this.lstm = lstm;
    this.lstmParts = lstmParts;
    this.layer = Pattern.compile(layer);
  }

  /** The two directions, as both spellings call them. */
  enum Direction {
    FORWARD,
    BACKWARD;

    private String word() {
      return this == FORWARD ? "forward" : "backward";
    }
  }

  /** The spelling of a file, which one array of the LSTMs or the projection is enough to tell. */
  static DecoarNames of(Checkpoint checkpoint) {
    boolean pytorch =
        checkpoint.names().stream()
            .anyMatch(
                name ->
                    name.startsWith("post_extract_proj.") || PYTORCH.layer.matcher(name).matches());
    return pytorch ? PYTORCH : MXNET;
  }

  String projectionWeight() {
    return projection.formatted("weight");
  }

  String projectionBias() {
    return projection.formatted("bias");
  }

  String inputWeight(Direction direction, int layer) {
    return lstm(direction, layer, 0);
  }

  String hiddenWeight(Direction direction, int layer) {
    return lstm(direction, layer, 1);
  }

  String inputBias(Direction direction, int layer) {
    return lstm(direction, layer, 2);
  }

  String hiddenBias(Direction direction, int layer) {
    return lstm(direction, layer, 3);
  }

  /** All names of a model with so many layers. */
  List<String> all(int numLayers) {
    List<String> names = new ArrayList<>(List.of(projectionWeight(), projectionBias()));
    for (Direction direction : Direction.values()) {
      for (int layer = 0; layer < numLayers; layer++) {
        for (int part = 0; part < PARTS; part++) {
          names.add(lstm(direction, layer, part));
        }
      }
    }
    return names;
  }

  /** How many layers the names of a file tell of. */
  int countLayers(Checkpoint checkpoint) {
    return checkpoint.countLayers(layer);
  }

  /**
   * Gives the arrays of an MXNet file without dots ({@code dense0_weight}, {@code
   * lstm0_l0_i2h_weight}; {@code lstm1} is the backward stack), also those behind a prefix ({@code
   * arg:}, {@code decoar0_}), the names with dots. As in MXNet, a file with a dot in any name stays
   * as it is.
   */
  static Checkpoint withDots(Checkpoint file) {
    if (file.names().stream().anyMatch(name -> name.contains("."))) {
      return file;
    }
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    file.tensors().forEach((name, tensor) -> renamed.put(withDots(name), tensor));
    return new Checkpoint(file.location(), renamed);
  }

  private static String withDots(String name) {
    String bare = name.replaceFirst("^(arg|aux):", "");
    Matcher projection = UNDOTTED_PROJECTION.matcher(bare);
    if (projection.matches()) {
      return MXNET.projection.formatted(projection.group(1));
    }
    Matcher lstm = UNDOTTED_LSTM.matcher(bare);
    if (lstm.matches()) {
      Direction direction = lstm.group(1).equals("0") ? Direction.FORWARD : Direction.BACKWARD;
      return MXNET.lstm.formatted(direction.word(), Integer.parseInt(lstm.group(2)), lstm.group(3));
    }
    return name;
  }

  private String lstm(Direction direction, int layer, int part) {
    return lstm.formatted(direction.word(), layer, lstmParts.split(" ", PARTS)[part]);
  }
}
