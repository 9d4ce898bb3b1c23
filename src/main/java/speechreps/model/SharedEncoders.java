package speechreps.model;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.model.natives.NativeEnvironment;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowTarget;

/**
 * Encoders that live as long as this process: each configuration, device included, is loaded once
 * and shared by all its tasks. Thread-safe.
 */
public final class SharedEncoders {
  private static final Map<EncoderConfig, Encoder> LOADED = new HashMap<>();
  private static int loads;

  private SharedEncoders() {}

  /**
   * The encoder of a configuration, loaded by the first call; others wait for it. A failed load is
   * not remembered.
   *
   * @return an encoder whose {@code close} does nothing, since other tasks use it too
   * @throws IOException as {@link Encoders#load}
   */
  public static Encoder get(EncoderConfig config) throws IOException {
    synchronized (LOADED) {
      Encoder encoder = LOADED.get(config);
      if (encoder == null) {
        encoder = new Shared(Encoders.load(config));
        loads++;
        LOADED.put(config, encoder);
      }
      return encoder;
    }
  }

  /** How many times a model was loaded for sharing in this process. */
  public static int loads() {
    synchronized (LOADED) {
      return loads;
    }
  }

  private record Shared(Encoder encoder) implements Encoder {
    @Override
    public EncoderSpec spec() {
      return encoder.spec();
    }

    @Override
    public List<FeatureMatrix> encode(List<FeatureMatrix> inputs) {
      return encoder.encode(inputs);
    }

    @Override
    public boolean encodesInParts(int numFrames) {
      return encoder.encodesInParts(numFrames);
    }

    @Override
    public void encodeInParts(List<? extends FeatureRows> inputs, List<? extends RowTarget> outputs)
        throws IOException {
      encoder.encodeInParts(inputs, outputs);
    }

    @Override
    public @Nullable String remark(int numFrames) {
      return encoder.remark(numFrames);
    }

    @Override
    public void rest() {
      new NativeEnvironment().trim();
    }

    @Override
    public void close() {}
  }
}
