package speechreps.model.checkpoint.pickle;

/**
 * A class or function that a pickle names. Never looked up.
 *
 * @param module as Python spells it, {@code torch._utils}
 * @param name within the module
 */
public record PickleGlobal(String module, String name) {
  /** Module and name, {@code torch._utils._rebuild_tensor_v2}. */
  public String qualifiedName() {
    return module + "." + name;
  }
}
