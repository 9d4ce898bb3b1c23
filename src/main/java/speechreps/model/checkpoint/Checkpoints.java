package speechreps.model.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** The front door: model files of every form that this room reads, told apart by their bytes. */
public final class Checkpoints {
  private Checkpoints() {}

  /**
   * The named tensors of a local MXNet parameter file or PyTorch checkpoint; of the latter those of
   * its state dict ({@link TorchFile#model}).
   *
   * @throws ParamsFormatException when an MXNet file is damaged, with the byte offset
   * @throws TorchFormatException when a PyTorch file is damaged, with the byte offset
   * @throws CheckpointException when it is neither, or without a state dict
   * @throws java.nio.file.NoSuchFileException when it is not there
   */
  public static Checkpoint read(Path file) throws IOException {
    FileForm form = FileForm.of(file);
    return switch (form.kind()) {
      case MXNET -> MxnetParamsReader.read(file);
      case ZIP, PICKLE -> TorchFile.read(file).model();
      case OTHER ->
          throw form.unexpected(
              file, "an MXNet parameter file (.params) or a PyTorch checkpoint (.pt)");
    };
  }
}
