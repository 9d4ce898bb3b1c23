package speechreps.extract;

import speechreps.dsp.FrameOptions;

/** What to do with a recording whose rate is not the model's. */
public enum ResamplePolicy {
  /** The utterance fails with {@link speechreps.speech.FailureReason#WRONG_SAMPLE_RATE}. */
  ERROR(false, false),
  /** Only a higher rate is converted: Kaldi's {@code allow-downsample}. */
  DOWN(true, false),
  /** Only a lower rate is converted: Kaldi's {@code allow-upsample}. */
  UP(false, true),
  /** Any rate is converted to the model's. */
  AUTO(true, true);

  private final boolean down;
  private final boolean up;

  ResamplePolicy(boolean down, boolean up) {
    this.down = down;
    this.up = up;
  }

  /** True when samples of the one rate may be converted to the other, or need not be. */
  boolean allows(int fromHz, int toHz) {
    return fromHz == toHz || (fromHz > toHz ? down : up);
  }

  /** The policy that allows what this one or the options of a Kaldi front end allow. */
  ResamplePolicy or(FrameOptions options) {
    boolean downToo = down || options.allowDownsample();
    boolean upToo = up || options.allowUpsample();
    return downToo ? (upToo ? AUTO : DOWN) : upToo ? UP : ERROR;
  }
}
