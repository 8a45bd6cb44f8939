<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Formwork</name>
    <message numerus="yes">
        <source>%n row(s) are not valid, so nothing was sent.</source>
        <translation>
            <numerusform>%n row is not valid, so nothing was sent.</numerusform>
            <numerusform>%n rows are not valid, so nothing was sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) would be sent.</source>
        <translation>
            <numerusform>%n row would be sent.</numerusform>
            <numerusform>%n rows would be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were refused. Secret values are left out of the file: enter them again.</source>
        <translation>
            <numerusform>%n row was refused. Secret values are left out of the file: enter them again.</numerusform>
            <numerusform>%n rows were refused. Secret values are left out of the file: enter them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first row succeeded. %n row(s) are left.</source>
        <translation>
            <numerusform>The first row succeeded. %n row is left.</numerusform>
            <numerusform>The first row succeeded. %n rows are left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) failed, as many as --stop-after allows.</source>
        <translation>
            <numerusform>%n row failed, as many as --stop-after allows.</numerusform>
            <numerusform>%n rows failed, as many as --stop-after allows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The row has %n cell(s)</source>
        <translation>
            <numerusform>The row has %n cell</numerusform>
            <numerusform>The row has %n cells</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it did not end within %n second(s)</source>
        <translation>
            <numerusform>it did not end within %n second</numerusform>
            <numerusform>it did not end within %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: reached after %n look(s).</source>
        <translation>
            <numerusform>%1: reached after %n look.</numerusform>
            <numerusform>%1: reached after %n looks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: not reached after %n look(s). It may still get there; wait again to go on looking.</source>
        <translation>
            <numerusform>%1: not reached after %n look. It may still get there; wait again to go on looking.</numerusform>
            <numerusform>%1: not reached after %n looks. It may still get there; wait again to go on looking.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 shows %n other(s), and not it.</source>
        <translation>
            <numerusform>%1 shows %n other, and not it.</numerusform>
            <numerusform>%1 shows %n others, and not it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n time(s)</source>
        <translation>
            <numerusform>%1 once</numerusform>
            <numerusform>%1 %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%n byte(s))</source>
        <translation>
            <numerusform>(%n byte)</numerusform>
            <numerusform>(%n bytes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n validation error(s) detected: %1</source>
        <translation>
            <numerusform>%n validation error detected: %1</numerusform>
            <numerusform>%n validation errors detected: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more value(s) do not fit the model.</source>
        <translation>
            <numerusform>%n more value do not fit the model.</numerusform>
            <numerusform>%n more values do not fit the model.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n (entry|entries)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::PracticePanel</name>
    <message numerus="yes">
        <source> request(s)</source>
        <translation>
            <numerusform> request</numerusform>
            <numerusform> requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It holds %n resource(s).</source>
        <translation>
            <numerusform>It holds %n resource.</numerusform>
            <numerusform>It holds %n resources.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::answers::TablePage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::HistoryPage</name>
    <message numerus="yes">
        <source>%n (request was|requests were) deleted from the history. Nothing changed at AWS.</source>
        <translation>
            <numerusform>%n request was deleted from the history. Nothing changed at AWS.</numerusform>
            <numerusform>%n requests were deleted from the history. Nothing changed at AWS.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::Retrier</name>
    <message numerus="yes">
        <source>Send %n request(s) again?</source>
        <translation>
            <numerusform>Send %n request again?</numerusform>
            <numerusform>Send %n requests again?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) succeeded.</source>
        <translation>
            <numerusform>%n request succeeded.</numerusform>
            <numerusform>%n requests succeeded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n (request was|requests were) rejected.</source>
        <translation>
            <numerusform>%n request was rejected.</numerusform>
            <numerusform>%n requests were rejected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) still (has|have) an unknown outcome.</source>
        <translation>
            <numerusform>%n request still has an unknown outcome.</numerusform>
            <numerusform>%n requests still have an unknown outcome.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::SelectionPanel</name>
    <message numerus="yes">
        <source>%n request(s) selected</source>
        <translation>
            <numerusform>%n request selected</numerusform>
            <numerusform>%n requests selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::operation::FollowUp</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::operation::ReviewView</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::HomePage</name>
    <message numerus="yes">
        <source>%n request(s) (has|have) an unknown outcome.</source>
        <translation>
            <numerusform>%n request has an unknown outcome.</numerusform>
            <numerusform>%n requests have an unknown outcome.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n safely</source>
        <translation>
            <numerusform>Retry %n safely</numerusform>
            <numerusform>Retry %n safely</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::MainWindow</name>
    <message numerus="yes">
        <source>Quit while %n request(s) (is|are) being sent?</source>
        <translation>
            <numerusform>Quit while %n request is being sent?</numerusform>
            <numerusform>Quit while %n requests are being sent?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::ServicesPage</name>
    <message numerus="yes">
        <source>%1 · %n operation(s) · API version %2 · %3</source>
        <translation>
            <numerusform>%1 · %n operation · API version %2 · %3</numerusform>
            <numerusform>%1 · %n operations · API version %2 · %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::TopBar</name>
    <message numerus="yes">
        <source>History, %n request(s) with an unknown outcome</source>
        <translation>
            <numerusform>History, %n request with an unknown outcome</numerusform>
            <numerusform>History, %n requests with an unknown outcome</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::AccountSwitcher</name>
    <message numerus="yes">
        <source>None of %n account(s) matches “%1”.</source>
        <translation>
            <numerusform>The only account does not match “%1”.</numerusform>
            <numerusform>None of %n accounts matches “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::FirstStartPage</name>
    <message numerus="yes">
        <source>%n account(s) (was|were) found on this computer. Nothing has been asked of AWS yet.</source>
        <translation>
            <numerusform>%n account was found on this computer. Nothing has been asked of AWS yet.</numerusform>
            <numerusform>%n accounts were found on this computer. Nothing has been asked of AWS yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::MfaDialog</name>
    <message numerus="yes">
        <source>%n second(s) until the next code</source>
        <translation>
            <numerusform>%n second until the next code</numerusform>
            <numerusform>%n seconds until the next code</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The code that the device shows now has been used, and each works once. Wait for the next one: %n second(s).</source>
        <translation>
            <numerusform>The code that the device shows now has been used, and each works once. Wait for the next one: %n second.</numerusform>
            <numerusform>The code that the device shows now has been used, and each works once. Wait for the next one: %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next code comes in %n second(s).</source>
        <translation>
            <numerusform>The next code comes in %n second.</numerusform>
            <numerusform>The next code comes in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::NetworkPanel</name>
    <message numerus="yes">
        <source>As usual: %n second(s)</source>
        <translation>
            <numerusform>As usual: %n second</numerusform>
            <numerusform>As usual: %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::PortalPage</name>
    <message numerus="yes">
        <source>%n account(s) so far, more are coming...</source>
        <translation>
            <numerusform>%n account so far, more are coming...</numerusform>
            <numerusform>%n accounts so far, more are coming...</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s). Open one to see your roles in it, and tick those that you want here.</source>
        <translation>
            <numerusform>%n account. Open it to see your roles in it, and tick those that you want here.</numerusform>
            <numerusform>%n accounts. Open one to see your roles in it, and tick those that you want here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Add %n account(s)</source>
        <translation>
            <numerusform>&amp;Add %n account</numerusform>
            <numerusform>&amp;Add %n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::preferences::PreferencesDialog</name>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>After %n minute</numerusform>
            <numerusform>After %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::forms::DoorEditor</name>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::forms::FieldGroup</name>
    <message numerus="yes">
        <source>Add a field (%n more)</source>
        <translation>
            <numerusform>Add a field (%n more)</numerusform>
            <numerusform>Add a field (%n more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s) can be filled in.</source>
        <translation>
            <numerusform>One more field can be filled in.</numerusform>
            <numerusform>%n more fields can be filled in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Advanced (%n field(s))</source>
        <translation>
            <numerusform>Advanced (%n field)</numerusform>
            <numerusform>Advanced (%n fields)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::forms::FormView</name>
    <message numerus="yes">
        <source>Removed: %1, %n value(s).</source>
        <translation>
            <numerusform>Removed: %1, %n value.</numerusform>
            <numerusform>Removed: %1, %n values.</numerusform>
        </translation>
    </message>
</context>
</TS>
