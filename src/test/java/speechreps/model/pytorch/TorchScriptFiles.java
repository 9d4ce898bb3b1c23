package speechreps.model.pytorch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import speechreps.model.pytorch.TorchParameter.Storage;

/** Small TorchScript modules as files, for tests of what loads modules of others. */
public final class TorchScriptFiles {
  private TorchScriptFiles() {}

  /**
   * A convolution of samples, kernel 400 and stride 320 as in wav2vec 2.0, then a mean over the
   * utterance that is added to each frame, as norms and attention mix all frames.
   *
   * @param withLengths true for {@code forward(x, lengths) -> (y, lengths)} that masks its mean
   */
  public static Path speech(Path file, boolean withLengths) throws IOException {
    String plain =
        """
        def forward(self, x: Tensor) -> Tensor:
          y = torch.relu(torch.conv1d(torch.unsqueeze(x, 1), self.kernel, None, [320]))
          y = torch.transpose(y, 1, 2)
          return torch.add(y, torch.mean(y, [1], True))
        """;
    String masked =
        """
        def forward(self, x: Tensor, lengths: Tensor) -> Tuple[Tensor, Tensor]:
          y = torch.relu(torch.conv1d(torch.unsqueeze(x, 1), self.kernel, None, [320]))
          y = torch.transpose(y, 1, 2)
          rows = torch.add(torch.floor_divide(torch.sub(lengths, 400), 320), 1)
          places = torch.arange(torch.size(y, 1))
          real = torch.unsqueeze(torch.lt(places, torch.unsqueeze(rows, 1)), 2)
          total = torch.sum(torch.mul(y, real), [1], True)
          mean = torch.div(total, torch.view(rows, [-1, 1, 1]))
          return (torch.add(y, mean), rows)
        """;
    return write(file, withLengths ? masked : plain, List.of(kernel("kernel", 8, 1, 400)));
  }

  /** Any methods. */
  public static Path write(Path file, String methods, List<TorchParameter> parameters)
      throws IOException {
    TorchArchive.write(file, TorchProgram.of("module", methods, parameters));
    return file;
  }

  /** Random weights. */
  public static TorchParameter kernel(String name, long... shape) {
    Random random = new Random(shape.length);
    long size = 1;
    List<Long> dims = new ArrayList<>();
    for (long dim : shape) {
      dims.add(dim);
      size *= dim;
    }
    long count = size;
    return new TorchParameter(
        name,
        dims,
        Storage.FLOAT32,
        target -> {
          for (long i = 0; i < count; i++) {
            target.put((float) random.nextGaussian() / 20);
          }
        });
  }
}
