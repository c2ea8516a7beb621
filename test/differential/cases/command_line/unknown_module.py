# as: -m
# options: -q
import no_such_module_at_all
