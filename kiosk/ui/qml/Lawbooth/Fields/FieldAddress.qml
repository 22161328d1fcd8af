// An address in words, from the province down to the door.
import QtQuick

FieldTextArea {
    lines: 2
}
