package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;
import speechreps.model.checkpoint.MxnetParamsReader;
import speechreps.speech.FeatureMatrix;

class DecoarEncoderTest implements EncoderContract {
  private static final Sizes SMALL = new Sizes(40, 24, 2, 20, 1, Naming.DOTTED);

  private static Path folder;
  private static Encoder shared;

  @BeforeAll
  static void load(@TempDir Path tempDir) throws IOException {
    folder = tempDir;
    shared = Encoders.load(write(SMALL));
  }

  @AfterAll
  static void close() {
    shared.close();
  }

  @Override
  public Encoder encoder() {
    return shared;
  }

  @Override
  public Encoder newEncoder() throws IOException {
    return Encoders.load(write(SMALL));
  }

  @Override
  public int outputFrames(int inputFrames) {
    return inputFrames;
  }

  @Test
  void sizesComeFromTheFile() {
    EncoderSpec spec = shared.spec();

    assertEquals("decoar", spec.name());
    assertEquals(40, spec.inputDim());
    assertEquals(48, spec.outputDim());
    assertEquals(1, spec.minFrames());
  }

  @ParameterizedTest
  @CsvSource({"40,24,2,20", "3,5,1,7", "40,16,4,16", "80,33,3,64"})
  void outputsEqualADoublePrecisionModel(int inputDim, int hidden, int layers, int projection)
      throws IOException {
    EncoderConfig config = write(new Sizes(inputDim, hidden, layers, projection, 2, Naming.DOTTED));
    ReferenceDecoar reference =
        new ReferenceDecoar(
            DecoarWeights.of(MxnetParamsReader.read(Path.of(config.paramsLocation()))));
    FeatureMatrix input = Matrices.random(50, inputDim, 3);
    try (Encoder encoder = Encoders.load(config)) {
      assertClose(
          rounded(reference.encode(input)),
          encoder.encode(List.of(input)).get(0),
          config.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(Naming.class)
  void everySpellingOfTheNamesGivesTheSameModel(Naming naming) throws IOException {
    FeatureMatrix input = Matrices.random(20, 40, 4);
    try (Encoder encoder = Encoders.load(write(new Sizes(40, 24, 2, 20, 1, naming)))) {
      assertEquals(shared.encode(List.of(input)), encoder.encode(List.of(input)));
    }
  }

  /** Longer than a block of time, so that the state is carried and the batch becomes narrower. */
  @Test
  void blocksOfTimeDoNotShowInTheResult() throws IOException {
    ReferenceDecoar reference =
        new ReferenceDecoar(
            DecoarWeights.of(MxnetParamsReader.read(Path.of(write(SMALL).paramsLocation()))));
    List<FeatureMatrix> inputs =
        List.of(
            Matrices.random(700, 40, 5),
            Matrices.random(9000, 40, 6),
            Matrices.random(4097, 40, 7),
            Matrices.random(1, 40, 8));
    List<FeatureMatrix> outputs = shared.encode(inputs);

    for (int i = 0; i < inputs.size(); i++) {
      assertClose(rounded(reference.encode(inputs.get(i))), outputs.get(i), "input " + i);
    }
  }

  private static EncoderConfig write(Sizes sizes) throws IOException {
    Path file = folder.resolve(sizes.hashCode() + ".params");
    DecoarParamsGenerator.write(file, sizes);
    return EncoderConfig.of("decoar", file.toString());
  }

  private static FeatureMatrix rounded(double[][] rows) {
    int dim = rows[0].length;
    float[] values = new float[rows.length * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / dim][i % dim];
    }
    return new FeatureMatrix(rows.length, dim, values);
  }
}
