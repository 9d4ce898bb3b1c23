package speechreps.model.pytorch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A module in TorchScript: Python's syntax with static types.
 *
 * <pre>
 * def forward(self, x: Tensor, lengths: Tensor) -> Tuple[Tensor, Tensor]:
 *   y = torch.linear(x, self.weight, self.bias)
 *   return (torch.relu(y), lengths)
 * </pre>
 *
 * <p>The text may use all of {@code torch.*}, methods of tensors, loops, conditions and methods of
 * its own ({@code self.block(x)}). It is compiled when the module is loaded.
 *
 * @param name for messages
 * @param methods the definitions, one after the other, unindented; {@code forward} is what a {@link
 *     TorchCall} runs
 * @param prepared true when {@code def prepare(self) -> None} is among them: it is run once, when
 *     the module is loaded, and may replace tensors ({@code self.weight = self.weight.t()})
 * @param parameters the tensors that the methods name
 */
public record TorchProgram(
    String name, String methods, boolean prepared, List<TorchParameter> parameters) {
  /** Checks that no two parameters share a name. */
  public TorchProgram {
    parameters = List.copyOf(parameters);
    Set<String> names = new HashSet<>();
    for (TorchParameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException(
            name + ": expected one parameter " + parameter.name() + ", got two");
      }
    }
  }

  /** A program without {@code prepare}. */
  public static TorchProgram of(String name, String methods, List<TorchParameter> parameters) {
    return new TorchProgram(name, methods, false, parameters);
  }
}
