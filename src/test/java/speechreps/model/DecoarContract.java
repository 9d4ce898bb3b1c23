package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;
import speechreps.model.checkpoint.Checkpoints;
import speechreps.speech.FeatureMatrix;

/** What DeCoAR must keep on either engine, whichever release the file is. */
interface DecoarContract extends EncoderContract {
  /** What {@link #encoder} is loaded from. */
  Sizes SMALL = new Sizes(40, 24, 2, 20, 1, Naming.DOTTED);

  /** Where to write files. */
  Path folder();

  /** The engine under test. */
  EngineKind engine();

  @Override
  default Encoder newEncoder() throws IOException {
    return Encoders.load(config(SMALL));
  }

  @Override
  default int outputFrames(int inputFrames) {
    return inputFrames;
  }

  @Test
  default void sizesComeFromTheFile() throws IOException {
    EncoderSpec spec = encoder().spec();

    assertEquals("decoar", spec.name());
    assertEquals(40, spec.inputDim());
    assertEquals(48, spec.outputDim());
    assertEquals(1, spec.minFrames());
  }

  @ParameterizedTest
  @CsvSource({"40,24,2,20", "3,5,1,7", "40,16,4,16", "80,33,3,64"})
  default void outputsEqualADoublePrecisionModel(
      int inputDim, int hidden, int layers, int projection) throws IOException {
    EncoderConfig config =
        config(new Sizes(inputDim, hidden, layers, projection, 2, Naming.DOTTED));
    FeatureMatrix input = Matrices.random(50, inputDim, 3);
    try (Encoder encoder = Encoders.load(config)) {
      assertClose(
          expected(config, input), encoder.encode(List.of(input)).get(0), config.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(Naming.class)
  default void everySpellingOfTheNamesGivesTheSameModel(Naming naming) throws IOException {
    FeatureMatrix input = Matrices.random(20, 40, 4);
    try (Encoder encoder = Encoders.load(config(new Sizes(40, 24, 2, 20, 1, naming)))) {
      assertEquals(encoder().encode(List.of(input)), encoder.encode(List.of(input)));
    }
  }

  /** Longer than a block of time, so that the state is carried and the batch becomes narrower. */
  @Test
  default void blocksOfTimeDoNotShowInTheResult() throws IOException {
    EncoderConfig config = config(SMALL);
    List<FeatureMatrix> inputs =
        List.of(
            Matrices.random(700, 40, 5),
            Matrices.random(9000, 40, 6),
            Matrices.random(4097, 40, 7),
            Matrices.random(1, 40, 8));
    List<FeatureMatrix> outputs = encoder().encode(inputs);

    for (int i = 0; i < inputs.size(); i++) {
      assertClose(expected(config, inputs.get(i)), outputs.get(i), "input " + i);
    }
  }

  @Test
  default void inputsOfManyBlocksAreTakenInPartsWithTheSameBits() throws IOException {
    List<FeatureMatrix> inputs =
        List.of(Matrices.random(20_000, 40, 9), Matrices.random(18_000, 40, 10));

    assertTrue(encoder().encodesInParts(20_000));
    assertEquals(encoder().encode(inputs), Matrices.inParts(encoder(), inputs));
  }

  /** A model of these sizes, on the engine under test. */
  default EncoderConfig config(Sizes sizes) throws IOException {
    Path file = folder().resolve(sizes.hashCode() + ".model");
    if (!Files.exists(file)) {
      DecoarParamsGenerator.write(file, sizes);
    }
    return EncoderConfig.of("decoar", file.toString()).with(options(engine(), Compute.FP32));
  }

  /** A choice of engine and precision. */
  static EncoderOptions options(@Nullable EngineKind engine, Compute compute) {
    return new EncoderOptions(null, null, null, engine, compute, Map.of());
  }

  private static FeatureMatrix expected(EncoderConfig config, FeatureMatrix input)
      throws IOException {
    double[][] rows =
        new ReferenceDecoar(DecoarWeights.of(Checkpoints.read(Path.of(config.paramsLocation()))))
            .encode(input);
    int dim = rows[0].length;
    float[] values = new float[rows.length * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / dim][i % dim];
    }
    return new FeatureMatrix(rows.length, dim, values);
  }
}
