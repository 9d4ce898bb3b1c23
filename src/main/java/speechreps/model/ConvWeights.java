package speechreps.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.pytorch.TorchParameter;
import speechreps.model.pytorch.TorchParameter.Storage;

/**
 * The weights of a convolution as {@code wav2vec.torchscript} takes them: matrices whose columns
 * lie as the rows of the input do in memory.
 *
 * <p>A kernel of two or more whole strides is cut into taps, each as long as the stride, and has
 * three matrices: of the taps 0, 2, …; of the taps 1, 3, …; and the sums of tap 0 and 1, 2 and 3,
 * ….
 *
 * @param name of the parameter in the program
 * @param layer its sizes
 * @param weight {@code [dim × inputDim × kernel]}
 * @param storage how the program holds it
 */
record ConvWeights(String name, ConvLayer layer, Tensor weight, Storage storage) {
  private static final String EVEN = "_even";
  private static final String ODD = "_odd";
  private static final String BOTH = "_both";

  /** The matrices. */
  List<TorchParameter> parameters() {
    if (!isPaired()) {
      List<int[]> rows =
          IntStream.range(0, layer.kernel()).mapToObj(row -> new int[] {row}).toList();
      return List.of(matrix("", rows, 1));
    }
    List<int[]> even = new ArrayList<>();
    List<int[]> odd = new ArrayList<>();
    List<int[]> both = new ArrayList<>();
    for (int tap = 0; tap < taps(); tap += 2) {
      even.add(new int[] {tap});
      if (tap + 1 < taps()) {
        odd.add(new int[] {tap + 1});
        both.add(new int[] {tap, tap + 1});
      } else {
        both.add(new int[] {tap});
      }
    }
    int width = layer.stride();
    return List.of(matrix(EVEN, even, width), matrix(ODD, odd, width), matrix(BOTH, both, width));
  }

  /** Calls the convolution of all rows of {@code x}. */
  String whole(String x, String bias) {
    return isPaired()
        ? "self.paired(%s, %s, %s, %d, %d)".formatted(x, matrices(), bias, taps(), layer.stride())
        : "self.conv(%s, self.%s, %s, %d, %d)"
            .formatted(x, name, bias, layer.kernel(), layer.stride());
  }

  /** Calls the convolution of as many rows of {@code x} as give {@code count}, without bias. */
  String block(String x, String count) {
    int stride = layer.stride();
    return isPaired()
        ? "self.pairs(self.windows(%s, %d, %d, 0, %s + %d), %s, None, %d)"
            .formatted(x, stride, stride, count, taps() - 1, matrices(), taps())
        : "self.product(self.windows(%s, %d, %d, 0, %s), self.%s, None)"
            .formatted(x, layer.kernel(), stride, count, name);
  }

  private boolean isPaired() {
    return layer.kernel() % layer.stride() == 0 && taps() >= 2;
  }

  private int taps() {
    return layer.kernel() / layer.stride();
  }

  private String matrices() {
    return "self." + name + EVEN + ", self." + name + ODD + ", self." + name + BOTH;
  }

  /**
   * A matrix whose columns are those of some taps, one after the other.
   *
   * @param taps which; several that stand together are added
   * @param width rows of a tap
   */
  private TorchParameter matrix(String suffix, List<int[]> taps, int width) {
    long columns = weight.shape().get(1) * taps.size() * width;
    return new TorchParameter(
        name + suffix,
        List.of((long) layer.dim(), columns),
        storage,
        target -> {
          float[] values = new float[Math.toIntExact(weight.size())];
          weight.appendTo(FloatBuffer.wrap(values));
          append(values, taps, width, target);
        });
  }

  private void append(float[] values, List<int[]> taps, int width, FloatBuffer target) {
    int kernel = layer.kernel();
    int inputDim = values.length / layer.dim() / kernel;
    for (int dim = 0; dim < layer.dim(); dim++) {
      for (int[] together : taps) {
        for (int row = 0; row < width; row++) {
          for (int channel = 0; channel < inputDim; channel++) {
            float sum = 0;
            for (int tap : together) {
              sum += values[(dim * inputDim + channel) * kernel + tap * width + row];
            }
            target.put(sum);
          }
        }
      }
    }
  }
}
