package speechreps.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the lines of {@code --model-conf} say of a TorchScript module, since the module itself tells
 * neither its rate nor its axes.
 *
 * <pre>
 * input            raw (samples in ±1, the default), raw-int16, or the name of a Kaldi front end
 * sample-rate      Hz; for raw input, 16000 by default
 * feature-dim      columns of a frame; needed for a Kaldi front end
 * frontend-config  Kaldi configuration of the front end, arrives here as frontend.KEY lines
 * normalize        whether mean and variance of the utterance are normalised; false by default
 * min-samples      fewest rows of input that the module takes; needed; also min-frames
 * max-samples      most rows; none by default; also max-frames
 * frame-shift      ms from a row of output to the next; needed unless output-axes is bd
 * input-axes       bt (the default) or b1t for raw input; btd (the default) or bdt for features
 * lengths          whether forward takes (input, int64 lengths); false by default
 * output           element of the tuple that forward returns; 0 by default
 * output-axes      btd (batch, time, dim; the default), bdt, or bd for one row an utterance
 * batch-safe       whether padding does not enter results; needs lengths and output-lengths
 * output-lengths   element of the tuple with the rows of each output
 * </pre>
 *
 * @param input what the module takes
 * @param inputAxes order of the axes of its input
 * @param outputAxes order of the axes of its output
 * @param minRows fewest rows of input
 * @param maxRows most
 * @param stride rows of input from a row of output to the next
 * @param lengths whether lengths are its second argument
 * @param output element of the tuple
 * @param outputLengths element of the tuple with lengths, or -1 for none
 * @param batchSafe whether padded batches are allowed
 */
record TorchScriptConf(
    ModelInput input,
    InputAxes inputAxes,
    OutputAxes outputAxes,
    int minRows,
    int maxRows,
    int stride,
    boolean lengths,
    int output,
    int outputLengths,
    boolean batchSafe) {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "input",
              "sample-rate",
              "feature-dim",
              "frontend-config",
              "normalize",
              "min-samples",
              "min-frames",
              "max-samples",
              "max-frames",
              "frame-shift",
              "input-axes",
              "lengths",
              "output",
              "output-axes",
              "batch-safe",
              "output-lengths"));

  private static final Set<String> OF_SAMPLES = Set.of("sample-rate", "min-samples", "max-samples");
  private static final Set<String> OF_FEATURES =
      Set.of("feature-dim", "normalize", "min-frames", "max-frames");

  private static final String FRONT_END = "frontend.";
  private static final String RAW = "raw";
  private static final String RAW_INT16 = "raw-int16";
  private static final double MILLIS = 1000;

  /** A whole number of input rows, but for what decimals in the file lose. */
  private static final double STRIDE_TOLERANCE = 1e-3;

  /** Order of the axes of an input: batch, time, one channel or the columns of a frame. */
  enum InputAxes {
    BT,
    B1T,
    BTD,
    BDT
  }

  /** Order of the axes of an output. */
  enum OutputAxes {
    BTD,
    BDT,
    BD
  }

  /** The type of front end that the lines name. */
  static String inputType(Map<String, String> conf) {
    return conf.getOrDefault("input", RAW);
  }

  /**
   * Reads the lines.
   *
   * @throws IllegalArgumentException naming the line that is unknown, missing or wrong
   */
  static TorchScriptConf of(Map<String, String> lines) {
    for (String key : lines.keySet()) {
      if (!KEYS.contains(key) && !key.startsWith(FRONT_END)) {
        throw new IllegalArgumentException(
            "--model-conf has no line " + key + ": expected some of " + String.join(", ", KEYS));
      }
    }
    ConfLines conf = new ConfLines(lines);
    ModelInput input = input(conf, lines);
    boolean raw = input instanceof ModelInput.Samples;
    InputAxes inputAxes =
        raw
            ? conf.constant("input-axes", List.of(InputAxes.BT, InputAxes.B1T))
            : conf.constant("input-axes", List.of(InputAxes.BTD, InputAxes.BDT));
    OutputAxes outputAxes = conf.constant("output-axes", List.of(OutputAxes.values()));
    String rows = raw ? "samples" : "frames";
    TorchScriptConf read =
        new TorchScriptConf(
            input,
            inputAxes,
            outputAxes,
            conf.integer("min-" + rows, null),
            conf.integer("max-" + rows, Integer.MAX_VALUE),
            stride(conf, lines, input, outputAxes),
            conf.flag("lengths"),
            conf.integer("output", 0),
            conf.integer("output-lengths", -1),
            conf.flag("batch-safe"));
    if (read.maxRows < Math.max(1, read.minRows)) {
      throw new IllegalArgumentException(
          "--model-conf: max-"
              + rows
              + " must be at least min-"
              + rows
              + ", got "
              + read.maxRows
              + " and "
              + read.minRows);
    }
    refuseLinesOf(raw ? OF_FEATURES : OF_SAMPLES, lines, raw ? "raw" : "a Kaldi front end");
    if (read.batchSafe && (!read.lengths || read.outputLengths < 0)) {
      throw new IllegalArgumentException(
          "--model-conf: batch-safe=true needs lengths=true and output-lengths: without them padding"
              + " cannot be told from what is real");
    }
    return read;
  }

  private static void refuseLinesOf(Set<String> others, Map<String, String> lines, String input) {
    for (String key : lines.keySet()) {
      if (others.contains(key) || (others == OF_FEATURES && key.startsWith(FRONT_END))) {
        throw new IllegalArgumentException(
            "--model-conf: " + key + " does not go with an input of " + input);
      }
    }
  }

  private static ModelInput input(ConfLines conf, Map<String, String> lines) {
    String type = inputType(lines);
    if (type.equals(RAW) || type.equals(RAW_INT16)) {
      return new ModelInput.Samples(conf.integer("sample-rate", 16000), type.equals(RAW));
    }
    if (!Set.of("fbank", "mfcc", "spectrogram").contains(type)) {
      throw new IllegalArgumentException(
          "--model-conf: input must be raw, raw-int16, fbank, mfcc or spectrogram, got " + type);
    }
    Map<String, String> options = new TreeMap<>();
    lines.forEach(
        (key, value) -> {
          if (key.startsWith(FRONT_END)) {
            options.put(key.substring(FRONT_END.length()), value);
          }
        });
    return new ModelInput.Features(
        type, options, conf.flag("normalize"), 1, conf.integer("feature-dim", null));
  }

  private static int stride(
      ConfLines conf, Map<String, String> lines, ModelInput input, OutputAxes outputAxes) {
    double rowsPerMs =
        input instanceof ModelInput.Samples samples
            ? samples.sampleRateHz() / MILLIS
            : 1 / new ConfLines(lines).decimal(FRONT_END + "frame-shift", 10.0);
    if (outputAxes == OutputAxes.BD && !lines.containsKey("frame-shift")) {
      // One row an utterance: any shift is as good, here about a second.
      return (int) Math.max(1, Math.round(MILLIS * rowsPerMs));
    }
    double rows = conf.decimal("frame-shift", null) * rowsPerMs;
    long stride = Math.round(rows);
    if (stride < 1 || stride > Integer.MAX_VALUE || Math.abs(rows - stride) > STRIDE_TOLERANCE) {
      throw new IllegalArgumentException(
          "--model-conf: frame-shift must be a whole number of input rows, got " + rows);
    }
    return (int) stride;
  }
}
