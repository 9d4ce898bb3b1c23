package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import speechreps.kaldi.ArkEntry;
import speechreps.kaldi.ArkReader;
import speechreps.kaldi.DoubleMatrix;
import speechreps.kaldi.Holder;
import speechreps.kaldi.KaldiConf;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Source;

/** Recordings, options and what the Kaldi programs made of them, for conformance tests. */
final class Goldens {
  private static final int WAV_HEADER = 44;

  private Goldens() {}

  static Path root() {
    String location = System.getProperty("conformance.data", "");
    assertTrue(!location.isEmpty(), "conformance tests need -Dconformance.data=DIR");
    return Path.of(location, "golden", "kaldi");
  }

  static Map<String, FeatureMatrix> features(String name) throws IOException {
    return archive(name, Holder.FEATURE_MATRIX);
  }

  static Map<String, CmvnStats> stats(String name) throws IOException {
    Map<String, CmvnStats> stats = new LinkedHashMap<>();
    archive(name, Holder.DOUBLE_MATRIX).forEach((key, m) -> stats.put(key, stats(m)));
    return stats;
  }

  static CmvnStats globalStats(String name) throws IOException {
    return stats(Holder.DOUBLE_MATRIX.read(source(root().resolve(name))));
  }

  private static CmvnStats stats(DoubleMatrix matrix) {
    return CmvnStats.fromMatrix(matrix.numRows(), matrix.numCols(), matrix.values());
  }

  /** The options in a conf file, by name. */
  static Map<String, String> options(String name) throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    Path file = root().resolve("conf").resolve(name + ".conf");
    for (KaldiConf.Option option : KaldiConf.read(source(file)).options()) {
      options.put(option.key(), option.value());
    }
    return options;
  }

  /** First words to the rest of the line, in order. */
  static Map<String, String> table(String name) throws IOException {
    Map<String, String> table = new LinkedHashMap<>();
    for (String line : Files.readAllLines(root().resolve(name))) {
      String[] keyAndValue = line.split(" ", 2);
      table.put(keyAndValue[0], keyAndValue[1]);
    }
    return table;
  }

  /** The value of a key that must be there. */
  static <T> T at(Map<String, T> map, String key) {
    T value = map.get(key);
    if (value == null) {
      throw new AssertionError("expected " + key + " among " + map.keySet());
    }
    return value;
  }

  /** The samples of each recording in a wav.scp; all are 16-bit with the shortest header. */
  static Map<String, float[]> recordings(String scp) throws IOException {
    Map<String, float[]> recordings = new LinkedHashMap<>();
    for (Map.Entry<String, String> line : table(scp).entrySet()) {
      byte[] bytes = Files.readAllBytes(root().resolve(line.getValue()));
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      assertEquals(bytes.length - WAV_HEADER, buffer.getInt(WAV_HEADER - 4), line.getValue());
      float[] samples = new float[(bytes.length - WAV_HEADER) / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = buffer.getShort(WAV_HEADER + 2 * i);
      }
      recordings.put(line.getKey(), samples);
    }
    return recordings;
  }

  private static <T> Map<String, T> archive(String name, Holder<T> holder) throws IOException {
    Map<String, T> values = new LinkedHashMap<>();
    try (ArkReader<T> reader = ArkReader.open(source(root().resolve(name + ".ark")), holder)) {
      for (ArkEntry<T> entry = reader.next(); entry != null; entry = reader.next()) {
        values.put(entry.key(), entry.value());
      }
    }
    return values;
  }

  private static Source source(Path path) {
    return new Source() {
      @Override
      public String location() {
        return path.toString();
      }

      @Override
      public InputStream open() throws IOException {
        return new FileInputStream(path.toFile());
      }
    };
  }
}
